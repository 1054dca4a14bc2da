#pragma warning disable xUnit1051 // Explicit: run alone.
using HydroNotebook.Basins;
using HydroNotebook.Data;

namespace HydroNotebook.Tests.Data;

public sealed class CamelsUsFullSizeTests
{
    // Kratzert et al. 2019, published code: fixed numbers of the scaler over 531 basins and 1999-10-01/2008-09-30.
    private static readonly Dictionary<string, (double Mean, double Deviation)> s_published = new(StringComparer.Ordinal)
    {
        ["prcp"] = (3.17563234, 6.94344737),
        ["srad"] = (372.01003929, 131.63560881),
        ["tmax"] = (17.31934062, 10.86689718),
        ["tmin"] = (3.97393362, 10.3940032),
        ["vp"] = (924.98004197, 629.44576432),
        ["discharge"] = (1.49996196, 3.62443672),
    };

    [Fact(Explicit = true)]
    public void The_531_basins_give_the_published_numbers_of_the_scaler()
    {
        string compact = RealData.Folder("camels-us-531");
        string folder = Directory.CreateTempSubdirectory("camels-us-531-").FullName;
        try
        {
            CompactCamels.WriteText(compact, folder);

            BasinSet basins = CamelsUs.Open(folder, DataCache.Off).Read(new BasinRequest { Days = Period.Parse("1999-10-01/2008-09-30") }).OrThrow();

            Assert.Equal(531, basins.Count);
            foreach ((string name, (double publishedMean, double publishedDeviation)) in s_published)
            {
                double sum = 0;
                double squares = 0;
                long count = 0;
                foreach (float value in basins.Basins.SelectMany(basin => basin.Series.Column(name)).Where(value => !float.IsNaN(value)))
                {
                    sum += value;
                    squares += (double)value * value;
                    count++;
                }

                double mean = sum / count;
                Assert.Equal(531 * 3288, count);
                Assert.Equal(publishedMean, mean, 1e-7);
                Assert.Equal(publishedDeviation, Math.Sqrt((squares / count) - (mean * mean)), 1e-7);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
