using System.Text;
using HydroNotebook.Kernel.Documents;

namespace HydroNotebook.Kernel.Directives;

/// <summary>The words behind a command: options <c>--name value</c> and the rest.</summary>
internal sealed class CommandOptions
{
    private readonly Dictionary<string, string> _options = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _rest = [];
    private readonly string _command;

    private CommandOptions(string command) => _command = command;

    /// <summary>The words that belong to no option.</summary>
    internal IReadOnlyList<string> Rest => _rest;

    /// <summary>Reads the words of a command.</summary>
    /// <exception cref="NotebookException">An option is unknown or has no value.</exception>
    internal static CommandOptions Read(Directive directive, params string[] known)
    {
        var read = new CommandOptions(directive.Name);
        var words = new Queue<string>(Words(directive.Argument));
        while (words.TryDequeue(out string? word))
        {
            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                read._rest.Add(word);
                continue;
            }

            string name = known.FirstOrDefault(option => option.Equals(word, StringComparison.OrdinalIgnoreCase))
                ?? throw new NotebookException($"{directive.Name}: '{word}' is not an option: did you mean {Spelling.Nearest(word, known)}? It takes {string.Join(", ", known)}.");
            read._options[name] = words.TryDequeue(out string? value)
                ? value : throw new NotebookException($"{directive.Name}: {name} has no value behind it. {read.Usage()}");
        }

        return read;
    }

    /// <summary>The value of an option; null where it was not given.</summary>
    internal string? Of(string option) => _options.GetValueOrDefault(option);

    /// <summary>A name for a variable.</summary>
    /// <exception cref="NotebookException">It is no identifier of C#.</exception>
    internal string Variable(string? name) => name is not null && Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(name)
        ? name : throw new NotebookException($"{_command}: '{name}' cannot name a variable. {Usage()}");

    /// <summary>The usage line of the command.</summary>
    internal string Usage() => MagicCommand.Find(_command) is { } command ? $"Usage: {command.Name} {command.Usage}" : "";

    /// <summary>Words as a shell cuts them: by blanks, but for those between quotation marks.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        bool isWord = false;
        char quote = '\0';
        foreach (char letter in text)
        {
            if (quote != '\0' && letter == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && letter is ('"' or '\'') && !IsJson(word))
            {
                quote = letter;
                isWord = true;
            }
            else if (quote == '\0' && char.IsWhiteSpace(letter))
            {
                if (isWord)
                {
                    yield return word.ToString();
                }

                word.Clear();
                isWord = false;
            }
            else
            {
                word.Append(letter);
                isWord = true;
            }
        }

        if (isWord)
        {
            yield return word.ToString();
        }
    }

    /// <summary>The quotation marks of an object or a list are part of it.</summary>
    private static bool IsJson(StringBuilder word) => word.Length > 0 && word[0] is ('{' or '[');
}
