using HydroNotebook.Kernel.Wire.Serving;

namespace HydroNotebook.Kernel.Tests.Wire;

public sealed class CodePointsTests
{
    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("abc", 2, 2)]
    [InlineData("😀b", 1, 2)]
    [InlineData("a😀b", 3, 4)]
    [InlineData("水文", 2, 2)]
    [InlineData("\ud83dx", 2, 2)]
    public void Both_ways_of_counting_agree(string text, int codePoints, int utf16)
    {
        Assert.Equal(utf16, CodePoints.ToUtf16(text, codePoints));
        Assert.Equal(codePoints, CodePoints.FromUtf16(text, utf16));
    }

    [Fact]
    public void A_place_outside_of_the_text_is_moved_to_its_end()
    {
        Assert.Equal(3, CodePoints.ToUtf16("a😀", 9));
        Assert.Equal(0, CodePoints.ToUtf16("a😀", -1));
        Assert.Equal(2, CodePoints.FromUtf16("a😀", 9));
    }
}
