using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HydroNotebook.Data;

namespace HydroNotebook.Tests.Data;

public sealed class DecimalTextTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(2000);

    [Fact]
    public void Plain_decimals_give_the_bits_of_double_Parse()
    {
        Arbitrary<(bool Negative, long Digits, int Point)> decimals = Arb.From(
            from negative in Gen.Elements(true, false)
            from size in Gen.Choose(1, 18)
            from high in Gen.Choose(0, 999_999_999)
            from low in Gen.Choose(0, 999_999_999)
            from point in Gen.Choose(0, 12)
            select (negative, ((high * 1_000_000_000L) + low) % (long)Math.Pow(10, size), point));

        Check.One(s_config, Prop.ForAll(decimals, d =>
        {
            string digits = d.Digits.ToString(CultureInfo.InvariantCulture).PadLeft(d.Point + 1, '0');
            string text = (d.Negative ? "-" : "") + digits[..^d.Point] + (d.Point > 0 ? "." + digits[^d.Point..] : "");
            return SameBits(text);
        }));
    }

    [Fact]
    public void Any_finite_double_comes_back_from_its_shortest_text()
    {
        Check.One(s_config, Prop.ForAll(ArbMap.Default.ArbFor<double>(), value =>
            !double.IsFinite(value) || SameBits(value.ToString("R", CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData("-0.00")]
    [InlineData("12.")]
    [InlineData(".5")]
    [InlineData("123456789012345")]
    [InlineData("1234567890123456")]
    [InlineData("9007199254740993")]
    [InlineData("0.1000000000000000055511151231257827")]
    [InlineData("1e-7")]
    [InlineData("+3.5")]
    public void Awkward_numbers_give_the_bits_of_double_Parse(string text) => Assert.True(SameBits(text));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1,5")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("12a")]
    public void What_is_no_finite_number_is_refused(string text) => Assert.False(DecimalText.TryParse(Encoding.ASCII.GetBytes(text), out _));

    private static bool SameBits(string text) =>
        DecimalText.TryParse(Encoding.ASCII.GetBytes(text), out double value)
        && BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture));
}
