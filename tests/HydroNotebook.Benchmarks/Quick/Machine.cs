using System.Globalization;
using System.Runtime.InteropServices;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>The processor, as far as the system tells.</summary>
/// <param name="Processor">Name, such as <c>AMD EPYC</c>.</param>
/// <param name="Family">Family, null where the system does not tell.</param>
/// <param name="Model">Model, null where the system does not tell.</param>
/// <param name="Cores">Processors that this process may use.</param>
internal sealed record Machine(string Processor, int? Family, int? Model, int Cores)
{
    /// <summary>This machine.</summary>
    internal static Machine This()
    {
        const string File = "/proc/cpuinfo";
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (System.IO.File.Exists(File))
        {
            foreach (string line in System.IO.File.ReadLines(File).TakeWhile(line => line.Length > 0))
            {
                int colon = line.IndexOf(':', StringComparison.Ordinal);
                if (colon > 0)
                {
                    facts[line[..colon].Trim()] = line[(colon + 1)..].Trim();
                }
            }
        }

        string name = facts.GetValueOrDefault("model name", RuntimeInformation.ProcessArchitecture.ToString());
        return new Machine(name, Number(facts, "cpu family"), Number(facts, "model"), Environment.ProcessorCount);
    }

    /// <summary>Name for a file: lower-case letters, digits and hyphens.</summary>
    internal string FileName
    {
        get
        {
            string family = Family is { } f ? $" family {f} model {Model}" : "";
            IEnumerable<char> letters = $"{Processor}{family} {Cores} cores".Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-');
            return string.Join('-', new string([.. letters]).Split('-', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private static int? Number(Dictionary<string, string> facts, string key) =>
        facts.TryGetValue(key, out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
