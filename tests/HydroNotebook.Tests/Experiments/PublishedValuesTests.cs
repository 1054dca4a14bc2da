using HydroNotebook.Basins;
using HydroNotebook.Experiments;

namespace HydroNotebook.Tests.Experiments;

public sealed class PublishedValuesTests
{
    private static readonly PublishedValues Published = PublishedValues.Load();

    [Fact]
    public void All_61_items_of_the_four_papers_are_there_under_unique_ids()
    {
        Assert.Equal(61, Published.Items.Count);
        Assert.Equal(61, Published.Items.Select(item => item.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(["k19", "k20", "f22", "l22"], Published.Papers.Select(paper => paper.Key));
        Assert.All(Published.Items, item => Assert.StartsWith(item.Paper + "-", item.Id, StringComparison.Ordinal));
        Assert.All(Published.Items, item => Assert.Contains(item.Kind, new[] { "figure", "table", "text" }));
        Assert.All(Published.Papers, paper => Assert.Contains(Published.Items, item => item.Paper == paper.Key));
    }

    [Theory]
    [InlineData("k19-fig3", "medians.ealstm/nse.ensemble", 0.740911)]
    [InlineData("k19-fig3", "medians.lstm/nse.ensemble", 0.759361)]
    [InlineData("k19-fig3", "medians.lstm-no-static/nse.ensemble", 0.64207)]
    [InlineData("k19-table2", "0.single.nse_mean", 0.24)]
    [InlineData("k19-static-gain", "mse.gain", 0.44)]
    [InlineData("f22-text-et", "r.delta_gamma_beta", 0.85)]
    [InlineData("f22-table2", "0.nse_median", 0.715)]
    [InlineData("l22-lees2021", "lstm_nse_median", 0.88)]
    [InlineData("l22-figB1", "median", 0.64)]
    [InlineData("k20-fig-attributes", "count", 24)]
    public void Known_numbers_of_the_papers_are_read(string id, string path, double value)
    {
        Assert.Equal(value, Published[id].Value(path));
    }

    [Fact]
    public void Lists_texts_and_keys_are_read()
    {
        Assert.Equal([64, 96, 128, 156, 196, 224, 256], Published["k19-appB"].Values("hidden"));
        Assert.Equal("lstm-no-static", Published["k19-table2"].Text("0.model"));
        Assert.Contains("medians", Published["k19-fig3"].Keys());
        Assert.Equal(["0", "1", "2", "3", "4", "5"], Published["k19-table2"].Keys());
    }

    [Fact]
    public void Every_listed_number_is_found_again_under_its_path()
    {
        int numbers = 0;
        foreach (PublishedItem item in Published.Items)
        {
            foreach ((string path, double value) in item.Numbers())
            {
                Assert.Equal(value, item.Value(path));
                numbers++;
            }
        }

        Assert.True(numbers > 500, $"only {numbers} numbers");
    }

    [Theory]
    [InlineData("medians.ealstm/mse.ensembel", "k19-fig3: there is no 'ensembel' at 'medians.ealstm/mse.ensembel'; there are single_mean_of_8_seed_medians, ensemble. Did you mean ensemble?")]
    [InlineData("basins.all", "k19-fig3: there is no 'all' at 'basins.all'; there is nothing below.")]
    [InlineData("medians.ealstm/mse", "k19-fig3: 'medians.ealstm/mse' is no number: it holds single_mean_of_8_seed_medians, ensemble; go on with one of them.")]
    public void A_path_without_a_number_is_told_with_what_is_there(string path, string told)
    {
        Assert.Equal(told, Assert.Throws<HydroException>(() => Published["k19-fig3"].Value(path)).Message);
    }

    [Fact]
    public void A_mistyped_id_is_answered_with_the_nearest()
    {
        HydroException error = Assert.Throws<HydroException>(() => Published["k19-fig33"]);

        Assert.StartsWith("k19-fig33 is not in published.json: did you mean k19-fig3?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_without_numbers_says_so()
    {
        Assert.False(Published["k19-fig1"].HasValues);
        Assert.Empty(Published["k19-fig1"].Numbers());
        Assert.Contains("no numbers are published", Assert.Throws<HydroException>(() => Published["k19-fig1"].Value("x")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "schema": "hydronotebook/published-values/2", "papers": {}, "items": [] }""")]
    [InlineData("""{ "schema": "hydronotebook/published-values/1", "papers": {}, "items": [{ "id": "x" }] }""")]
    public void A_damaged_file_is_named(string text)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);

            Assert.StartsWith(path, Assert.Throws<HydroException>(() => PublishedValues.Load(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
