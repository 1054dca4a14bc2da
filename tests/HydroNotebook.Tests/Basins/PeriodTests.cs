using HydroNotebook.Basins;

namespace HydroNotebook.Tests.Basins;

public sealed class PeriodTests
{
    [Fact]
    public void Both_ends_count()
    {
        var training = Period.Parse("1999-10-01/2008-09-30");

        Assert.Equal(3288, training.Days);
        Assert.True(training.Contains(new DateOnly(2008, 9, 30)));
        Assert.False(training.Contains(new DateOnly(2008, 10, 1)));
        Assert.Equal("1999-10-01/2008-09-30", training.ToString());
    }

    [Theory]
    [InlineData("1999-10-01")]
    [InlineData("1999-10-01/1999-02-30")]
    [InlineData("2000-01-02/2000-01-01")]
    public void A_text_that_is_no_period_is_refused_with_the_text(string text)
    {
        FormatException error = Assert.Throws<FormatException>(() => Period.Parse(text));

        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }
}
