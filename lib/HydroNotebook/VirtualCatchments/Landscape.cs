using System.Globalization;
using HydroNotebook.Tensors;

namespace HydroNotebook.VirtualCatchments;

/// <summary>Draws the land of basins: positions over the conterminous US and correlated attributes around the places there.</summary>
internal static class Landscape
{
    private static readonly int TotalWeight = Places.All.Sum(place => place.Weight);

    /// <summary>The land of a basin; depends on the seed and the basin's own number only.</summary>
    internal static Site Draw(long seed, int basin)
    {
        RandomNumbers random = new RandomNumbers(seed, "virtual land").At(basin);
        Place place = PlaceOf(seed, basin);
        double latitude = Math.Clamp(place.Latitude + (place.LatitudeSpread * Within(random.Normal(0))), 25.5, 48.9);
        double longitude = Math.Clamp(place.Longitude + (place.LongitudeSpread * Within(random.Normal(1))), -124.4, -67.5);
        double[] traits = Traits(place, random);
        double Of(Trait trait) => traits[(int)trait];

        double forest = Math.Clamp((Logistic(Of(Trait.Forest)) - 0.01) / 0.98, 0, 1);
        double silt = 1 / (1 + Math.Exp(Of(Trait.Sand)) + Math.Exp(Of(Trait.Clay)));
        double other = random.Uniform(30) < 0.45 ? 0 : 60 * Math.Pow(random.Uniform(31), 4);
        double texture = 100 - other;
        double sand = texture * silt * Math.Exp(Of(Trait.Sand));
        double clay = texture * silt * Math.Exp(Of(Trait.Clay));
        double porosity = Math.Clamp(0.476 - (0.00095 * sand) + (0.008 * random.Normal(32)), 0.36, 0.52);
        double conductivity = Math.Exp(0.006 + (0.0247 * sand) - (0.0285 * clay) + (0.18 * random.Normal(33)));
        double soilDepth = Math.Clamp(1.55 * Logistic(Of(Trait.SoilDepth)), 0.4, 1.5);
        double laiMax = Math.Clamp(Math.Exp(Of(Trait.Lai)), 0.35, 5.6);
        double laiRange = Math.Clamp(Logistic(Of(Trait.LaiRange)), 0.1, 0.93);
        double green = Math.Clamp(Logistic(Of(Trait.Green)), 0.18, 0.92);
        double elevation = Math.Clamp(Math.Exp(Of(Trait.Elevation)) - 20, 8, 3600);
        int region = RegionOf(place, latitude, longitude);
        (int first, double firstShare, int second, double secondShare) = Rocks(place, random);
        double carbonate = (first == Rock.Carbonate ? firstShare : 0) + (second == Rock.Carbonate ? secondShare : 0);
        double secondPorosity = second >= 0 ? Rock.All[second].Porosity : Rock.All[first].Porosity;
        double rockPorosity = (firstShare * Rock.All[first].Porosity) + ((1 - firstShare) * secondPorosity);
        string cover = LandCovers.Of(forest, laiRange, Of(Trait.Precipitation), random.Uniform(37));

        return new Site
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{region:00}9{basin:00000}"),
            Region = region,
            Latitude = Math.Round(latitude, 5),
            Longitude = Math.Round(longitude, 5),
            MeanPrecipitation = Math.Clamp(Math.Exp(Of(Trait.Precipitation)), 0.6, 9),
            Seasonality = Math.Clamp(Of(Trait.Seasonality), -1.4, 0.95),
            DryDays = Math.Clamp(Of(Trait.DryDays), 165, 348),
            DryDuration = Math.Clamp(Math.Exp(Of(Trait.DryDuration)), 2.7, 30),
            Elevation = Math.Round(elevation, 2),
            Slope = Math.Clamp(Math.Exp(Of(Trait.Slope)), 0.8, 260),
            AreaKm2 = Math.Round(Math.Clamp(Math.Exp(Of(Trait.Area)), 4, 25000), 2),
            Forest = Math.Round(forest, 4),
            LaiMax = laiMax,
            LaiDiff = laiMax * laiRange,
            GreenMax = green,
            GreenDiff = green * Math.Clamp(Logistic(Of(Trait.GreenRange)), 0.1, 0.85),
            Bedrock = Math.Clamp(Math.Exp(Of(Trait.Bedrock)), 0.27, 50),
            SoilDepth = soilDepth,
            Porosity = porosity,
            Conductivity = Math.Clamp(conductivity, 0.4, 14),
            MaxWater = soilDepth * porosity * Math.Clamp(0.97 + (0.05 * random.Normal(34)) - (other / 100), 0.3, 1.03),
            Sand = sand,
            Silt = texture * silt,
            Clay = clay,
            Other = other,
            FirstRock = first,
            FirstRockShare = firstShare,
            SecondRock = second,
            SecondRockShare = secondShare,
            Carbonate = carbonate * random.Uniform(36, 0.7, 1),
            RockPorosity = Math.Round(Math.Clamp(rockPorosity * random.Uniform(35, 0.8, 1.2), 0.01, 0.28), 4),
            Permeability = Math.Round(Math.Clamp(Of(Trait.Permeability), -16.5, -10.9), 4),
            LandCover = cover,
            LandCoverShare = 0.35 + (0.65 * Math.Sqrt(random.Uniform(38))),
            Root50 = LandCovers.Root50(forest) * random.Uniform(39, 0.9, 1.1),
            Root99 = LandCovers.Root99(forest, Of(Trait.Precipitation)) * random.Uniform(40, 0.93, 1.07),
        };
    }

    // A sequence by the golden ratio fills the map evenly: any first N basins are spread like all of them, and no basin depends on N.
    private static Place PlaceOf(long seed, int basin)
    {
        double start = new RandomNumbers(seed, "virtual map").Uniform(0);
        double u = (start + (basin * 0.6180339887498949)) % 1 * TotalWeight;
        foreach (Place place in Places.All)
        {
            u -= place.Weight;
            if (u < 0)
            {
                return place;
            }
        }

        return Places.All[^1];
    }

    private static double[] Traits(Place place, RandomNumbers random)
    {
        double[] traits = new double[place.Means.Length];
        for (int k = 0; k < traits.Length; k++)
        {
            double sum = 0;
            for (int j = 0; j <= k; j++)
            {
                sum += Places.Factor[k][j] * Within(random.Normal(10 + j));
            }

            traits[k] = place.Means[k] + (Places.Spread[k] * place.Spreads[k] * sum);
        }

        return traits;
    }

    // Regions 08 and 09 have few basins and share their places with 03 and 10.
    private static int RegionOf(Place place, double latitude, double longitude) => place.Region switch
    {
        3 when longitude < -89.9 => 8,
        10 when latitude > 46.8 && longitude > -100 => 9,
        int region => region,
    };

    private static (int First, double FirstShare, int Second, double SecondShare) Rocks(Place place, RandomNumbers random)
    {
        int first = Pick(place.Rocks, random.Uniform(41), -1);
        double share = Math.Min(1, 0.42 + (0.72 * random.Uniform(42)));
        if (share == 1)
        {
            return (first, 1, -1, 0);
        }

        int second = Pick(place.Rocks, random.Uniform(43), first);
        return (first, share, second, (1 - share) * random.Uniform(44, 0.6, 1));
    }

    private static int Pick(int[] percents, double u, int without)
    {
        // Two percent for every rock: any can occur anywhere.
        double left = u * percents.Select((percent, rock) => rock == without ? 0 : percent + 2).Sum();
        for (int rock = 0; rock < percents.Length; rock++)
        {
            left -= rock == without ? 0 : percents[rock] + 2;
            if (left < 0)
            {
                return rock;
            }
        }

        return without == percents.Length - 1 ? 0 : percents.Length - 1;
    }

    private static double Within(double normal) => Math.Clamp(normal, -2.3, 2.3);

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
