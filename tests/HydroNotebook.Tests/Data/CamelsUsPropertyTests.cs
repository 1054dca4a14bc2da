#pragma warning disable xUnit1051 // Readings of milliseconds need no cancellation.
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HydroNotebook.Data;

namespace HydroNotebook.Tests.Data;

public sealed class CamelsUsPropertyTests
{
    private static readonly string[] s_inputs = ["vp", "prcp", "tmin"];

    [Fact]
    public void Every_way_of_writing_a_forcing_file_gives_back_the_numbers()
    {
        Arbitrary<(int Days, int Seed, bool Tabs, bool Padded, bool Crlf, bool EndsWithLine)> files = Arb.From(
            from days in Gen.Choose(1, 800)
            from seed in Gen.Choose(0, 1_000_000)
            from tabs in Gen.Elements(true, false)
            from padded in Gen.Elements(true, false)
            from crlf in Gen.Elements(true, false)
            from ends in Gen.Elements(true, false)
            select (days, seed, tabs, padded, crlf, ends));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(files, way =>
        {
            var first = new DateOnly(1979, 12, 30);
            decimal Value(int day, int column) => (((day * 31L) + (column * 17) + way.Seed) % 9001) / 100m;
            string gap = way.Tabs ? "\t" : " ";
            List<string> lines = ["  44.60", " 68.00", "587675987", $"Year Mnth Day Hr{gap}PRCP(mm/day){gap}Tmin(C) {gap}vp(Pa)".Replace(" ", gap, StringComparison.Ordinal)];
            for (int day = 0; day < way.Days; day++)
            {
                DateOnly date = first.AddDays(day);
                string stamp = way.Padded
                    ? date.ToString("yyyy MM dd", CultureInfo.InvariantCulture)
                    : string.Create(CultureInfo.InvariantCulture, $"{date.Year} {date.Month} {date.Day}");
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{stamp}{gap}12{gap}{Value(day, 0)}{gap}{-Value(day, 1) % 90}{gap}{Value(day, 2)}"));
            }

            string end = way.Crlf ? "\r\n" : "\n";
            byte[] bytes = Encoding.ASCII.GetBytes(string.Join(end, lines) + (way.EndsWithLine ? end : ""));
            var problems = new FileProblems("", "");
            ForcingRecord? record = ForcingFile.Read(bytes, s_inputs, problems);
            return record is not null
                && record.Days == way.Days
                && record.FirstDay == first
                && Enumerable.Range(0, way.Days).All(day =>
                    record.Values[day * 4] == (float)(double)Value(day, 2)
                    && record.Values[(day * 4) + 1] == (float)(double)Value(day, 0)
                    && record.Values[(day * 4) + 2] == (float)(double)(-Value(day, 1) % 90)
                    && float.IsNaN(record.Values[(day * 4) + 3]));
        }));
    }

    [Fact]
    public void Damaged_bytes_end_in_named_problems_or_in_a_sound_set_and_never_in_another_error()
    {
        using SmallCamels camels = new();
        string[] paths = [camels.Forcing(SmallCamels.First), camels.Flow(SmallCamels.First), camels.Table("camels_clim.txt")];
        byte[][] sound = [.. paths.Select(File.ReadAllBytes)];
        Arbitrary<(int File, int[] Places, byte[] Bytes, int Cut)> damages = Arb.From(
            from file in Gen.Choose(0, 2)
            from places in Gen.ArrayOf(Gen.Choose(0, 100_000), 4)
            from bytes in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), 4)
            from cut in Gen.Choose(0, 3)
            select (file, places, bytes, cut));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(damages, damage =>
        {
            byte[] bytes = [.. sound[damage.File]];
            for (int k = 0; k < damage.Places.Length; k++)
            {
                bytes[damage.Places[k] % bytes.Length] = damage.Bytes[k];
            }

            File.WriteAllBytes(paths[damage.File], damage.Cut == 0 ? bytes[..(damage.Places[0] % bytes.Length)] : bytes);
            try
            {
                BasinReading reading = camels.Open().Read(camels.Request with { StaticInputs = ["p_mean", "aridity"] });
                return reading.Basins is null
                    ? reading.Problems.Count > 0 && reading.Problems.All(problem => problem.File.Length > 0 && problem.What.Length > 0 && problem.Cure.Length > 0)
                    : reading.Problems.Count == 0 && reading.Basins.Count == 2;
            }
            finally
            {
                File.WriteAllBytes(paths[damage.File], sound[damage.File]);
            }
        }));
    }
}
