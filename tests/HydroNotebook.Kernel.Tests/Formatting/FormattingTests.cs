using HydroNotebook.Kernel.Formatting;

namespace HydroNotebook.Kernel.Tests.Formatting;

public sealed class FormattingTests
{
    private readonly ValueFormatter _formatter = new();

    [Fact]
    public void A_type_shows_itself_by_its_method_alone()
    {
        MimeBundle bundle = _formatter.Format(new SelfShowing());

        Assert.Equal(["application/x+json", "image/svg+xml", "text/plain"], bundle.Forms.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("<svg/>", bundle.Forms["image/svg+xml"]);
        Assert.Equal("{\"a\":1}", ((System.Text.Json.Nodes.JsonNode)bundle.Forms["application/x+json"]).ToJsonString());
    }

    [Fact]
    public void A_type_shows_itself_by_an_attribute_of_the_right_name()
    {
        MimeBundle bundle = _formatter.Format(new Attributed());

        Assert.Equal("<svg>by name</svg>", bundle.Forms["image/svg+xml"]);
        Assert.Equal("attributed", bundle.PlainText);
    }

    [Fact]
    public void A_type_that_cannot_show_itself_is_told_with_its_reason()
    {
        Assert.Contains("Broken cannot show itself: InvalidOperationException: out of ink", _formatter.Format(new Broken()).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_of_records_is_a_table_with_everything_escaped()
    {
        MimeBundle bundle = _formatter.Format(new[] { new Gauge("01", 1.5), new Gauge("<b>", double.NaN) });

        Assert.Equal("Id   Area\n 01   1.5\n<b>   NaN", bundle.PlainText);
        Assert.Contains("&lt;b&gt;", (string)bundle.Forms["text/html"], StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", (string)bundle.Forms["text/html"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1036959157594506, "0.103696")]
    [InlineData(9867.642839680653, "9867.64")]
    [InlineData(0.0000123456789, "1.23457E-05")]
    [InlineData(999_999.7, "1000000")]
    [InlineData(1_234_567.8, "1234568")]
    [InlineData(0.0003, "0.0003")]
    [InlineData(-12, "-12")]
    public void Numbers_in_tables_have_six_digits_and_stand_under_a_heading_at_the_same_edge(double area, string told)
    {
        MimeBundle bundle = _formatter.Format(new[] { new Gauge("x", area) });

        string html = (string)bundle.Forms["text/html"];
        Assert.Contains($"<td style=\"text-align:right\">{told}</td>", html, StringComparison.Ordinal);
        Assert.Contains("<th style=\"text-align:left\">Id</th><th style=\"text-align:right\">Area</th>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_table_is_cut_and_says_so()
    {
        MimeBundle bundle = _formatter.Format(Enumerable.Range(0, 100).Select(k => new Gauge("x", k)).ToList());

        Assert.EndsWith("… the first 40 of 100 rows", bundle.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_sequence_is_cut()
    {
        Assert.Equal("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, …]", _formatter.Format(Endless()).PlainText);
    }

    [Fact]
    public void A_dictionary_is_a_table_of_keys_and_values()
    {
        Assert.Equal("Key     Value\nmedian    0.7", _formatter.Format(new Dictionary<string, double> { ["median"] = 0.7 }).PlainText);
    }

    [Fact]
    public void A_sequence_of_dictionaries_is_a_table_under_all_their_keys()
    {
        MimeBundle bundle = _formatter.Format(new[]
        {
            new Dictionary<string, object> { ["basin"] = "A1", ["nse"] = 0.75 },
            new Dictionary<string, object> { ["basin"] = "B2", ["days"] = new[] { 1, 2 } },
        });

        Assert.Equal("basin  nse   days\nA1     0.75\nB2           [1, 2]", bundle.PlainText);
    }

    [Fact]
    public void A_table_whose_first_row_is_null_is_a_table()
    {
        Assert.Equal("Id    Area\nnull  null\n  01     2", _formatter.Format(new[] { null, new Gauge("01", 2) }).PlainText);
    }

    [Fact]
    public void An_array_of_two_axes_is_shown_by_rows_and_cut()
    {
        Assert.Equal("0    1\n1  2.5\n3    4", _formatter.Format(new double[,] { { 1, 2.5 }, { 3, 4 } }).PlainText);
        Assert.EndsWith("… the first 40 × 20 of 50 × 30", _formatter.Format(new int[50, 30]).PlainText, StringComparison.Ordinal);
        Assert.Equal("", _formatter.Format(new int[0, 0]).PlainText);
    }

    [Fact]
    public void A_list_that_holds_itself_comes_to_an_end()
    {
        var list = new List<object>();
        list.Add(list);

        Assert.Equal("[[[[[[[[…]]]]]]]]", _formatter.Format(list).PlainText);
    }

    [Fact]
    public void A_bundle_made_by_hand_is_shown_as_it_is()
    {
        var bundle = new MimeBundle([new("text/latex", "$x$"), new("text/plain", "x")]);

        Assert.Same(bundle, _formatter.Format(bundle));
    }

    [Fact]
    public async Task Scripts_and_styles_are_shown_at_once_and_what_display_gives_back_is_not_shown_again()
    {
        using var session = new HydroNotebook.Kernel.Sessions.CSharpSession();
        var sink = new ListSink();

        await session.ExecuteAsync("Javascript(\"alert(1)\"); CSS(\"b { color: red } </style>\"); display(7)", sink, TestContext.Current.CancellationToken);

        MimeBundle[] shown = [.. sink.Outputs.Select(output => Assert.IsType<HydroNotebook.Kernel.Sessions.CellOutput.Displayed>(output).Bundle)];
        Assert.Equal("alert(1)", shown[0].Forms["application/javascript"]);
        Assert.Equal("<style>b { color: red } <\\/style></style>", shown[1].Forms["text/html"]);
        Assert.Equal("7", shown[2].PlainText);
    }

    [Fact]
    public void A_record_is_a_table_of_its_properties_and_its_own_text()
    {
        MimeBundle bundle = _formatter.Format(new Gauge("01", 2));

        Assert.Equal("Gauge { Id = 01, Area = 2 }", bundle.PlainText);
        Assert.Contains(">Area</th>", (string)bundle.Forms["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public void Display_outside_a_cell_says_that_no_cell_runs()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => CellDisplay.display(1));

        Assert.Contains("no cell is running", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<int> Endless()
    {
        for (int k = 0; ; k++)
        {
            yield return k;
        }
    }

    private sealed record Gauge(string Id, double Area);

    private sealed class SelfShowing
    {
#pragma warning disable CA1822 // Found by name on the instance.
        public Dictionary<string, string> ToMimeBundle() => new Dictionary<string, string>
#pragma warning restore CA1822
        {
            ["image/svg+xml"] = "<svg/>",
            ["text/plain"] = "a figure",
            ["application/x+json"] = "{\"a\": 1}",
        };
    }

    private sealed class Broken
    {
#pragma warning disable CA1822 // Found by name on the instance.
        public Dictionary<string, string> ToMimeBundle() => throw new InvalidOperationException("out of ink");
#pragma warning restore CA1822
    }

    [TypeFormatterSource(typeof(Source))]
    private sealed class Attributed
    {
        public override string ToString() => "attributed";
    }

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
    {
        public Type FormatterSourceType { get; } = formatterSourceType;
    }

    private sealed class Source
    {
#pragma warning disable CA1822 // Found by name on the instance.
        public IEnumerable<object> CreateTypeFormatters() => [new Formatter()];
#pragma warning restore CA1822
    }

    private sealed class Formatter
    {
#pragma warning disable CA1822, IDE0060 // Found by name on the instance.
        public string MimeType => "image/svg+xml";

        public bool Format(object instance, TextWriter writer)
#pragma warning restore CA1822, IDE0060
        {
            writer.Write("<svg>by name</svg>");
            return true;
        }
    }
}
