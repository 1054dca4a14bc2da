using HydroNotebook.Basins;
using HydroNotebook.Evaluation;

namespace HydroNotebook.Tests.Evaluation;

public sealed class PredictionsTests
{
    private static readonly Period s_threeDays = Period.Parse("1992-02-28/1992-03-01");

    [Fact]
    public void The_ensemble_is_the_mean_by_basin_and_not_by_row()
    {
        var first = new Predictions(Info(111), s_threeDays, ["01", "02"], [[1, 2, 3], [4, 5, 6]], [[1, 1, 1], [10, 10, float.NaN]]);
        var second = new Predictions(Info(222), s_threeDays, ["02", "01"], [[4, 5, 6], [1, 2, 3]], [[20, 20, 20], [2, 4, 6]]);

        var mean = Predictions.Mean([first, second]);

        Assert.Equal([1.5f, 2.5f, 3.5f], mean.Simulated("01").ToArray());
        Assert.Equal([15f, 15f, float.NaN], mean.Simulated("02").ToArray());
        Assert.Equal([4f, 5f, 6f], mean.Observed("02").ToArray());
        Assert.Equal([111L, 222L], mean.Info.Seeds);
        Assert.Equal(2, mean.Info.Members);
        Assert.Equal("k19/ealstm-nse", mean.Info.Experiment);
    }

    [Fact]
    public void Clipping_the_members_and_clipping_the_mean_differ_and_both_can_be_had()
    {
        var first = new Predictions(Info(111), s_threeDays, ["01"], [[1, 2, 3]], [[-4, 2, -1]]);
        var second = new Predictions(Info(222), s_threeDays, ["01"], [[1, 2, 3]], [[2, 2, -1]]);

        var likeK19 = Predictions.Mean([first.ClippedAtZero(), second.ClippedAtZero()]);
        Predictions likeNeuralHydrology = Predictions.Mean([first, second]).ClippedAtZero();

        Assert.Equal([1f, 2f, 0f], likeK19.Simulated("01").ToArray());
        Assert.Equal([0f, 2f, 0f], likeNeuralHydrology.Simulated("01").ToArray());
        Assert.Equal(Clipping.MembersAtZero, likeK19.Info.Clipping);
        Assert.Equal(Clipping.AtZero, likeNeuralHydrology.Info.Clipping);
        Assert.Equal([-4f, 2f, -1f], first.Simulated("01").ToArray());
    }

    [Fact]
    public void Clipping_keeps_a_missing_day_missing()
    {
        Predictions clipped = new Predictions(Info(1), s_threeDays, ["01"], [[1, 2, 3]], [[float.NaN, -0f, -3]]).ClippedAtZero();

        Assert.Equal([float.NaN, 0f, 0f], clipped.Simulated("01").ToArray());
        Assert.False(float.IsNegative(clipped.Simulated("01")[1]));
    }

    [Fact]
    public void Members_that_do_not_fit_together_are_refused_with_the_difference()
    {
        var first = new Predictions(Info(1), s_threeDays, ["01", "02"], [[1, 2, 3], [4, 5, 6]], [[1, 1, 1], [1, 1, 1]]);
        var otherDays = new Predictions(Info(2), Period.Parse("1992-02-28/1992-02-29"), ["01", "02"], [[1, 2], [4, 5]], [[1, 1], [1, 1]]);
        var fewer = new Predictions(Info(2), s_threeDays, ["01"], [[1, 2, 3]], [[1, 1, 1]]);
        var more = new Predictions(Info(2), s_threeDays, ["01", "02", "03"], [[1, 2, 3], [4, 5, 6], [1, 1, 1]], [[1, 1, 1], [1, 1, 1], [1, 1, 1]]);
        var otherFlow = new Predictions(Info(2), s_threeDays, ["01", "02"], [[1, 2, 3], [4, 5.5f, 6]], [[1, 1, 1], [1, 1, 1]]);

        Assert.Contains("covers 1992-02-28/1992-02-29, the first 1992-02-28/1992-03-01", Refusal(first, otherDays), StringComparison.Ordinal);
        Assert.Contains("Member 2 of the ensemble lacks basin 02", Refusal(first, fewer), StringComparison.Ordinal);
        Assert.Contains("has basin 03, which the first has not", Refusal(first, more), StringComparison.Ordinal);
        Assert.Contains("basin 02, 1992-02-29: 5.5, the first 5", Refusal(first, otherFlow), StringComparison.Ordinal);
        Assert.Contains("clipping AtZero, the first Windowed with None", Refusal(first, first.ClippedAtZero()), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Predictions.Mean([]));
    }

    [Fact]
    public void Predictions_of_the_wrong_shape_are_refused_with_the_basin()
    {
        ArgumentException shape = Assert.Throws<ArgumentException>(
            () => new Predictions(Info(1), s_threeDays, ["01", "02"], [[1, 2, 3], [1, 2]], [[1, 2, 3], [1, 2, 3]]));
        ArgumentException twice = Assert.Throws<ArgumentException>(
            () => new Predictions(Info(1), s_threeDays, ["01", "01"], [[1, 2, 3], [1, 2, 3]], [[1, 2, 3], [1, 2, 3]]));

        Assert.Contains("Basin 02 has 2 observed and 3 simulated days", shape.Message, StringComparison.Ordinal);
        Assert.Contains("Basin 01 is there twice", twice.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Predictions(Info(1), s_threeDays, [], [], []));
    }

    [Fact]
    public void Every_basin_is_scored_on_its_own_days()
    {
        var predictions = new Predictions(
            Info(1), s_threeDays, ["01", "02", "03"], [[1, 2, 3], [4, float.NaN, 6], [1, 1, 1]], [[1, 1, 3], [4, 9, 6], [1, 2, 3]]);

        SkillTable skills = predictions.Score(Metric.Nse, Metric.Rmse);

        Assert.Equal([0.5, 1, double.NaN], skills[Metric.Nse].Values);
        Assert.Equal(0, skills[Metric.Rmse]["02"]);
        Assert.Equal(0.75, skills[Metric.Nse].Median());
        Assert.Equal(2, skills[Metric.Nse].Valid);
        Assert.Equal(Metric.All.Count, predictions.Score().Columns.Count);
    }

    [Fact]
    public void The_text_form_has_a_line_per_basin_and_day_and_leaves_missing_cells_empty()
    {
        using var folder = new TemporaryFolder();
        var predictions = new Predictions(Info(1), s_threeDays, ["01022500"], [[0.1f, float.NaN, 3]], [[1e-9f, 2, float.NaN]]);

        predictions.WriteCsv(folder.File("predictions.csv"));

        Assert.Equal(
            "gauge_id,date,observed,simulated\n01022500,1992-02-28,0.1,1E-09\n01022500,1992-02-29,,2\n01022500,1992-03-01,3,\n",
            File.ReadAllText(folder.File("predictions.csv")));
    }

    private static PredictionsInfo Info(long seed) => new()
    {
        Mode = EvaluationMode.Windowed,
        Model = "EA-LSTM",
        Experiment = "k19/ealstm-nse",
        Seeds = [seed],
        DataFingerprint = "abc",
    };

    private static string Refusal(params Predictions[] members) => Assert.Throws<HydroException>(() => Predictions.Mean(members)).Message;
}
