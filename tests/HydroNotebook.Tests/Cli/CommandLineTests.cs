using System.Text.RegularExpressions;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Tests.Evaluation;

namespace HydroNotebook.Tests.Cli;

public sealed partial class CommandLineTests
{
    [Fact]
    public void Every_verb_has_a_help_with_an_example_that_begins_as_one_types_it()
    {
        var leaves = new List<string>();
        Visit([]);

        Assert.Contains("train", leaves);
        Assert.Contains("evaluate", leaves);
        Assert.Contains("data make-virtual", leaves);
        Assert.Contains("data inspect", leaves);
        Assert.Contains("experiments list", leaves);
        Assert.Contains("experiments show", leaves);
        Assert.Contains("kernel install", leaves);
        Assert.Contains("doctor", leaves);

        void Visit(string[] verb)
        {
            Told told = Terminal.Run([.. verb, "--help"]);
            Assert.Equal((0, ""), (told.Code, told.Errors));
            string[] below = [.. CommandsOf(told.Output)];
            if (below.Length == 0)
            {
                leaves.Add(string.Join(' ', verb));
                Assert.Contains($"Example: hydronb {string.Join(' ', verb)}", told.Output, StringComparison.Ordinal);
            }

            foreach (string name in below)
            {
                Visit([.. verb, name]);
            }
        }
    }

    [Theory]
    [InlineData("", "Required command was not provided.")]
    [InlineData("trian", "Unrecognized command or argument 'trian'.")]
    [InlineData("train k19/lstm-nse", "--data")]
    [InlineData("train k19/lstm-nse --data x --out y --scale tiny", "'tiny' is not a scale: use demo or paper.")]
    [InlineData("train --data x --out y", "No experiment is named. 'hydronb experiments list' lists those that come with the project.")]
    [InlineData("train k19/lstm-nse --data x --out y --sed 1", "--sed")]
    [InlineData("evaluate", "Required argument missing for command: 'evaluate'.")]
    [InlineData("evaluate one two --data x", "An ensemble of several runs needs a folder of its own: name one with --out.")]
    [InlineData("evaluate one --data x --one-through", "'--one-through' is not an option of evaluate.")]
    [InlineData("evaluate one --data x --period tset", "--period: 'tset' is not a period; write it as 1999-10-01/2008-09-30. Or use test, training or validation.")]
    [InlineData("data make-virtual", "--out")]
    [InlineData("data make-virtual --out x --basins many", "many")]
    [InlineData("data make-virtual --out x --basins 0", "--basins is 0: use 1 to 99999.")]
    [InlineData("data make-virtual --out x --years 2", "--years is 2: use 3 to 100.")]
    [InlineData("experiments", "Required command was not provided.")]
    [InlineData("run x.ipynb --time-out -1", "--time-out is '-1': give seconds, more than 0 and at most 4000000.")]
    [InlineData("run x.ipynb --time-out 1e300", "--time-out is '1e300': give seconds")]
    [InlineData("run x.ipynb --time-out soon", "--time-out is 'soon': give seconds")]
    [InlineData("run x.ipynb --set seed", "--set seed: is not name=value. Write it as --set seed=2.")]
    public void Wrong_usage_ends_with_code_2_and_says_what_is_wrong(string line, string told)
    {
        Told answer = Terminal.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, answer.Code);
        Assert.Contains(told, answer.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", "")]
    [InlineData("run", "x.ipynb", "--out", "")]
    public void An_empty_path_is_wrong_usage(params string[] arguments)
    {
        Told answer = Terminal.Run(arguments);

        Assert.Equal(2, answer.Code);
        Assert.StartsWith("A path is empty. Name the notebook, and with --out the file to write.", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_stands_where_a_folder_is_needed_is_told_in_whole_sentences()
    {
        using var temporary = new TemporaryFolder();
        string notebook = temporary.File("n.ipynb");
        new NotebookDocument().Save(notebook);

        Told answer = Terminal.Run("run", notebook, "--out", Path.Combine(notebook, "x.ipynb"));

        Assert.Equal(1, answer.Code);
        Assert.Matches(@"[^.]\. Check the path, the rights and the room on the disk\.", answer.Errors);
    }

    [Theory]
    [InlineData("experiments show k19/ealstm-nze", "k19/ealstm-nze is not an experiment: did you mean k19/ealstm-nse? 'hydronb experiments list' lists all.")]
    [InlineData("experiments show nowhere.json", "nowhere.json: there is no such file. Name an experiment file, or see 'hydronb experiments list'.")]
    [InlineData("train k19/real-lsmt --data x --out y", "k19/real-lsmt is not an experiment: did you mean k19/real-lstm? 'hydronb experiments list' lists all.")]
    [InlineData("experiments show k19/lstm-nse --set training.bachSize=1", "--set: training.bachSize is not a setting: did you mean training.batchSize?")]
    [InlineData("experiments show k19/lstm-nse --set training.batchSize", "--set training.batchSize: is no assignment. Write it as --set training.batchSize=128.")]
    [InlineData("experiments show k19/lstm-nse --set training.batchSize=many", "--set: training.batchSize is 'many'")]
    [InlineData("data inspect nowhere", "nowhere")]
    [InlineData("evaluate nowhere --data nowhere", "nowhere")]
    public void What_cannot_be_done_ends_with_code_1_and_names_the_culprit(string line, string told)
    {
        Told answer = Terminal.Run(line.Split(' '));

        Assert.Equal(1, answer.Code);
        Assert.Contains(told, answer.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("defect", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_of_experiments_gives_each_on_one_line_where_the_output_is_a_file()
    {
        Told told = Terminal.Run("experiments", "list");

        Assert.Equal(0, told.Code);
        Assert.Single(told.Lines, line => line.Contains("k19/real-lstm", StringComparison.Ordinal)
            && line.Contains("mean of 5 seeds.", StringComparison.Ordinal));
        Assert.DoesNotContain('\e', told.Output);
    }

    [Fact]
    public void Settings_are_shown_as_JSON_that_an_experiment_can_be_run_from()
    {
        Told told = Terminal.Run("experiments", "show", "k19/real-lstm", "--scale", "demo", "--set", "training.seed=5");

        Assert.Equal(0, told.Code);
        Assert.StartsWith("35 basins, ", told.Errors, StringComparison.Ordinal);
        var settings = HydroNotebook.Experiments.ExperimentFile.Parse(told.Output);
        Assert.Equal((5, 32), (settings.Training.Seed, settings.Model.Hidden));
    }

    private static IEnumerable<string> CommandsOf(string help)
    {
        int at = help.IndexOf("Commands:", StringComparison.Ordinal);
        return at < 0 ? [] : CommandName().Matches(help[at..]).Select(match => match.Groups["name"].Value);
    }

    [GeneratedRegex(@"^  (?<name>[a-z][a-z-]*)\b", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommandName();
}
