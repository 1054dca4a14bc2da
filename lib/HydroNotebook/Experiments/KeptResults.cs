using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydroNotebook.Basins;
using HydroNotebook.Evaluation;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Experiments;

/// <summary>What stays of trained runs without weights and series: skill per basin, settings, environment, minutes. A folder of small files.</summary>
/// <remarks><c>&lt;metric&gt;.csv</c> a row per basin and a column per run, six digits · <c>runs.json</c> · <c>gauges.csv</c> latitude, longitude.</remarks>
public sealed class KeptResults
{
    private const string RunsFile = "runs.json";
    private const string GaugesFile = "gauges.csv";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private readonly Dictionary<string, SkillTable> _tables;

    private KeptResults(IReadOnlyList<KeptRun> runs, Dictionary<string, SkillTable> tables, SkillTable gauges)
    {
        Runs = runs;
        _tables = tables;
        Latitude = gauges["latitude"];
        Longitude = gauges["longitude"];
    }

    /// <summary>The runs and their ensembles, in the order of the columns.</summary>
    public IReadOnlyList<KeptRun> Runs { get; }

    /// <summary>Latitude of each gauge, degrees north.</summary>
    public BasinValues Latitude { get; }

    /// <summary>Longitude of each gauge, degrees east.</summary>
    public BasinValues Longitude { get; }

    /// <summary>Skill per basin: a column per run, <c>results[Metric.Nse]["lstm-nse-laptop_ensemble"]</c>.</summary>
    /// <exception cref="KeyNotFoundException">The runs were not scored with it.</exception>
    public SkillTable this[Metric metric]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(metric);
            return _tables.TryGetValue(metric.Name, out SkillTable? table)
                ? table
                : throw new KeyNotFoundException($"There is no {metric.Name}.csv; there are {string.Join(", ", _tables.Keys)}.");
        }
    }

    /// <summary>Scores runs and, where several differ by their seed alone, their ensemble: clipped, then averaged day by day, as K19.</summary>
    /// <param name="folders">Folders of runs that have ended. A windowed evaluation beside that of the run (<c>hydronb evaluate RUN --windowed</c>) gets a column of its own.</param>
    /// <param name="basins">Where the gauges are: all basins of the runs.</param>
    /// <exception cref="HydroException">A run has not ended, is there twice, or has other test days or basins than the first.</exception>
    public static KeptResults Of(IReadOnlyList<string> folders, BasinSet basins)
    {
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentNullException.ThrowIfNull(basins);
        var runs = new List<KeptRun>();
        var skills = new List<SkillTable>();
        string[] metrics = [];
        foreach (IGrouping<string, (Run Run, string Folder)> family in folders.Select(folder => (Run: Run.Open(folder), Folder: folder)).GroupBy(item => Family(item.Run.Settings)))
        {
            (Run first, _) = family.First();
            metrics = metrics.Length == 0 ? [.. first.Settings.Evaluation.Metrics] : metrics;
            void Add(string suffix, Run run, Predictions test, bool single)
            {
                string name = first.Settings.Name.Split('/')[^1] + suffix;
                if (runs.Any(known => known.Name == name))
                {
                    throw new HydroException($"{name} is there twice. Name each run once, and give runs with other settings another 'name'.");
                }

                SkillTable skill = test.Score([.. metrics.Select(Metric.Find)]);
                if (skills.Count > 0 && !skill.Basins.SequenceEqual(skills[0].Basins))
                {
                    throw new HydroException($"{name} has other basins than {runs[0].Name}. Keep runs on the same basins together.");
                }

                skills.Add(skill);
                runs.Add(new KeptRun
                {
                    Name = name,
                    Settings = run.Settings,
                    Seeds = test.Info.Seeds,
                    Mode = test.Info.Mode,
                    Updates = single ? run.Epochs[^1].Updates : 0,
                    Environment = single ? RunEnvironment.Read(run.Folder!.Environment) : null,
                });
            }

            foreach ((Run run, string folder) in family)
            {
                string seed = string.Create(CultureInfo.InvariantCulture, $"_seed{run.Settings.Training.Seed}");
                Add(seed, run, run.Test, single: true);
                string windowed = run.Folder!.Predictions("test-windowed");
                if (File.Exists(windowed))
                {
                    Add(seed + "_windowed", run, Predictions.ReadNetCdf(windowed), single: true);
                }
            }

            if (family.Count() > 1)
            {
                Add("_ensemble", first, Predictions.Mean([.. family.Select(item => item.Run.Test)]), single: false);
            }
        }

        if (runs.Count == 0)
        {
            throw new HydroException("There is no run to keep. Name run folders that training made.");
        }

        IReadOnlyList<string> ids = skills[0].Basins;
        return new KeptResults(
            runs,
            metrics.Select(Metric.Find).ToDictionary(
                metric => metric.Name,
                metric => new SkillTable(ids, [.. runs.Select((run, k) => new BasinValues(run.Name, ids, [.. skills[k][metric].Select(SixDigits)]))]),
                StringComparer.Ordinal),
            new SkillTable(ids,
            [
                new BasinValues("latitude", ids, [.. ids.Select(id => basins[id].Latitude)]),
                new BasinValues("longitude", ids, [.. ids.Select(id => basins[id].Longitude)]),
            ]));
    }

    /// <summary>Reads a folder that <see cref="Write"/> wrote.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="HydroException">A file is missing or damaged.</exception>
    public static KeptResults Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.Combine(folder, RunsFile);
        if (!File.Exists(path))
        {
            throw new HydroException($"{path}: there is no such file. Name a folder that 'hydronb results' made.");
        }

        try
        {
            JsonNode root = JsonNode.Parse(File.ReadAllText(path))!;
            KeptRun[] runs = [.. root["runs"]!.AsArray().Select(node => ReadRun(node!, path))];
            string[] metrics = [.. root["metrics"]!.AsArray().Select(node => (string)node!)];
            return new KeptResults(
                runs,
                metrics.ToDictionary(name => name, name => SkillTable.ReadCsv(Path.Combine(folder, name + ".csv")), StringComparer.Ordinal),
                SkillTable.ReadCsv(Path.Combine(folder, GaugesFile)));
        }
        catch (Exception fault) when (fault is JsonException or NullReferenceException or InvalidOperationException or FileNotFoundException)
        {
            throw new HydroException($"{path}: is damaged ({fault.Message}). Take it from a fresh copy of the repository.", fault);
        }
    }

    /// <summary>Writes the folder; each file appears whole or not at all.</summary>
    /// <param name="folder">The folder; made where it is not there. Other files in it stay.</param>
    public void Write(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        foreach ((string metric, SkillTable table) in _tables)
        {
            table.WriteCsv(Path.Combine(folder, metric + ".csv"));
        }

        new SkillTable(Latitude.Basins, [Latitude, Longitude]).WriteCsv(Path.Combine(folder, GaugesFile));
        var root = new JsonObject
        {
            ["metrics"] = new JsonArray([.. _tables.Keys.Select(name => (JsonNode)name)]),
            ["runs"] = new JsonArray([.. Runs.Select(WriteRun)]),
        };
        AtomicFile.WriteText(Path.Combine(folder, RunsFile), writer => writer.Write(root.ToJsonString(Json) + "\n"));
    }

    private static string Family(ExperimentSettings settings) =>
        ExperimentFile.Format(settings with { Training = settings.Training with { Seed = 0, Threads = 0 } });

    private static double SixDigits(double value) =>
        double.IsFinite(value) ? double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;

    private static KeptRun ReadRun(JsonNode node, string path) => new()
    {
        Name = (string)node["name"]!,
        Seeds = [.. node["seeds"]!.AsArray().Select(seed => (long)seed!)],
        Mode = Enum.Parse<EvaluationMode>((string)node["mode"]!),
        Updates = (long)node["updates"]!,
        Environment = node["environment"].Deserialize<RunEnvironment>(Json),
        Settings = ExperimentFile.Parse(node["experiment"]!.ToJsonString(), path),
    };

    private JsonNode WriteRun(KeptRun run)
    {
        JsonNode experiment = JsonNode.Parse(ExperimentFile.Format(run.Settings))!;
        if (run.Settings.Data.Basins?.SequenceEqual(Latitude.Basins) == true)
        {
            // They are the rows of the tables.
            experiment["data"]!["basins"] = null;
        }

        return new JsonObject
        {
            ["name"] = run.Name,
            ["seeds"] = new JsonArray([.. run.Seeds.Select(seed => (JsonNode)seed)]),
            ["mode"] = JsonSerializer.SerializeToNode(run.Mode.ToString()),
            ["updates"] = run.Updates,
            ["environment"] = JsonSerializer.SerializeToNode(run.Environment, Json),
            ["experiment"] = experiment,
        };
    }
}
