using HydroNotebook.Data;

namespace HydroNotebook.Tests.Data;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("batchSise", "batchSize", 1)]
    [InlineData("abc", "abc", 0)]
    public void The_distance_counts_changed_letters_and_is_symmetric(string a, string b, int changes)
    {
        Assert.Equal(changes, NearestName.Distance(a, b));
        Assert.Equal(changes, NearestName.Distance(b, a));
    }

    [Fact]
    public void A_name_far_from_all_has_no_nearest()
    {
        Assert.Equal("seed", NearestName.Find("sead", ["epochs", "seed"]));
        Assert.Null(NearestName.Find("completelyDifferent", ["epochs", "seed"]));
        Assert.Null(NearestName.Find("x", []));
    }
}
