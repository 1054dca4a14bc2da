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
        List<(KeptRun Run, Predictions Test)> columns = [.. Columns(folders)];
        if (columns.Count == 0)
        {
            throw new HydroException("There is no run to keep. Name run folders that training made.");
        }

        (KeptRun first, Predictions days) = columns[0];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((KeptRun run, Predictions test) in columns)
        {
            if (!names.Add(run.Name))
            {
                throw new HydroException($"{run.Name} is there twice. Name each run once, and give runs with other settings another 'name'.");
            }

            if (test.Period != days.Period || !test.Basins.SequenceEqual(days.Basins))
            {
                throw new HydroException($"{run.Name} has other basins or test days than {first.Name}. Keep runs on the same ones together.");
            }
        }

        Metric[] metrics = [.. first.Settings.Evaluation.Metrics.Select(Metric.Find)];
        SkillTable[] skills = [.. columns.Select(column => column.Test.Score(metrics))];
        IReadOnlyList<string> ids = days.Basins;
        BasinValues Column(string name, IEnumerable<double> values) => new(name, ids, [.. values]);
        return new KeptResults(
            [.. columns.Select(column => column.Run)],
            metrics.ToDictionary(
                metric => metric.Name,
                metric => new SkillTable(ids, [.. columns.Select((column, k) => Column(column.Run.Name, skills[k][metric].Select(SixDigits)))]),
                StringComparer.Ordinal),
            new SkillTable(ids, [Column("latitude", ids.Select(id => basins[id].Latitude)), Column("longitude", ids.Select(id => basins[id].Longitude))]));
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
            JsonNode root = JsonNode.Parse(File.ReadAllText(path)) ?? throw new JsonException("the file says null");
            KeptRun[] runs = [.. Need(root, "runs").AsArray().Select(node => ReadRun(node!, path))];
            string[] metrics = [.. Need(root, "metrics").AsArray().Select(node => node!.GetValue<string>())];
            return new KeptResults(
                runs,
                metrics.ToDictionary(name => name, name => SkillTable.ReadCsv(Path.Combine(folder, name + ".csv")), StringComparer.Ordinal),
                SkillTable.ReadCsv(Path.Combine(folder, GaugesFile)));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or ArgumentException or FileNotFoundException)
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
        AtomicFile.WriteText(Path.Combine(folder, RunsFile), writer => writer.Write(root.ToJsonString(RunEnvironment.Json) + "\n"));
    }

    private static IEnumerable<(KeptRun Run, Predictions Test)> Columns(IReadOnlyList<string> folders)
    {
        foreach (IGrouping<string, Run> family in folders.Select(Run.Open).GroupBy(run => Family(run.Settings)))
        {
            foreach (Run run in family)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{NameOf(run)}_seed{run.Settings.Training.Seed}");
                var environment = RunEnvironment.Read(run.Folder!.Environment);
                yield return (Keep(name, run, run.Test) with { Updates = run.Epochs[^1].Updates, Environment = environment }, run.Test);
                string windowed = run.Folder.Predictions("test-windowed");
                if (File.Exists(windowed))
                {
                    var test = Predictions.ReadNetCdf(windowed);
                    yield return (Keep(name + "_windowed", run, test) with { Updates = run.Epochs[^1].Updates, Environment = environment }, test);
                }
            }

            if (family.Count() > 1)
            {
                var mean = Predictions.Mean([.. family.Select(run => run.Test)]);
                yield return (Keep(NameOf(family.First()) + "_ensemble", family.First(), mean), mean);
            }
        }
    }

    private static KeptRun Keep(string name, Run run, Predictions test) =>
        new() { Name = name, Settings = run.Settings, Seeds = test.Info.Seeds, Mode = test.Info.Mode };

    private static string NameOf(Run run) => run.Settings.Name.Split('/')[^1];

    private static string Family(ExperimentSettings settings) =>
        ExperimentFile.Format(settings with { Training = settings.Training with { Seed = 0, Threads = 0 } });

    private static double SixDigits(double value) =>
        double.IsFinite(value) ? double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;

    private static JsonNode Need(JsonNode node, string key) => node[key] ?? throw new JsonException($"'{key}' is missing");

    private static KeptRun ReadRun(JsonNode node, string path) => new()
    {
        Name = Need(node, "name").GetValue<string>(),
        Seeds = [.. Need(node, "seeds").AsArray().Select(seed => seed!.GetValue<long>())],
        Mode = Enum.Parse<EvaluationMode>(Need(node, "mode").GetValue<string>()),
        Updates = Need(node, "updates").GetValue<long>(),
        Environment = node["environment"].Deserialize<RunEnvironment>(RunEnvironment.Json),
        Settings = ExperimentFile.Parse(Need(node, "experiment").ToJsonString(), path),
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
            ["mode"] = run.Mode.ToString(),
            ["updates"] = run.Updates,
            ["environment"] = JsonSerializer.SerializeToNode(run.Environment, RunEnvironment.Json),
            ["experiment"] = experiment,
        };
    }
}
