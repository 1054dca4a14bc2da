using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HydroNotebook.Kernel.Language;

/// <summary>Gathers proposals and puts the likely ones first.</summary>
/// <param name="typed">What the user has typed of the name; only names that fit are taken.</param>
internal sealed class ProposalList(string typed)
{
    // More than anybody scrolls through; a name typed further narrows the list again.
    private const int Limit = 1000;

    private static readonly SymbolDisplayFormat Short = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef)
        .WithMiscellaneousOptions(SymbolDisplayFormat.MinimallyQualifiedFormat.MiscellaneousOptions & ~SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly Dictionary<string, Proposal> _proposals = new(StringComparer.Ordinal);

    /// <summary>Takes a symbol under its name, if it fits and is meant to be seen; overloads share one proposal.</summary>
    internal void Add(ISymbol symbol, int rank, string? text = null)
    {
        string name = text ?? symbol.Name;
        if (Fit(name) is not int fit || !SymbolWords.IsOffered(symbol))
        {
            return;
        }

        if (_proposals.TryGetValue(name, out Proposal? known))
        {
            known.Overloads += known.Symbol is IMethodSymbol && symbol is IMethodSymbol ? 1 : 0;
            return;
        }

        _proposals.Add(name, new Proposal(Escaped(name), SymbolWords.Kind(symbol), symbol, "", (rank * 4) + fit));
    }

    /// <summary>Takes a text that is no symbol: a keyword, a named argument.</summary>
    internal void Add(string text, string kind, int rank, string signature = "")
    {
        if (Fit(text) is int fit)
        {
            _proposals.TryAdd(text, new Proposal(text, kind, null, signature, (rank * 4) + fit));
        }
    }

    /// <summary>The proposals, best first.</summary>
    internal IReadOnlyList<CompletionItem> Ranked() =>
    [
        .. _proposals.Values
            .OrderBy(proposal => proposal.Order)
            .ThenBy(proposal => proposal.Text, StringComparer.OrdinalIgnoreCase)
            .ThenBy(proposal => proposal.Text, StringComparer.Ordinal)
            .Take(Limit)
            .Select(proposal => new CompletionItem(proposal.Text, proposal.Kind, proposal.Signature())),
    ];

    /// <summary>How well a name fits: 0 as typed, 1 but for the case, 2 by its capitals, null not at all.</summary>
    private int? Fit(string name)
    {
        if (name.StartsWith(typed, StringComparison.Ordinal))
        {
            return 0;
        }

        if (name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
        {
            return 1;
        }

        return typed.Length > 1 && FitsCapitals(name) ? 2 : null;
    }

    /// <summary>Whether the letters typed are the beginnings of words of the name: <c>WL</c> and <c>wrLi</c> for <c>WriteLine</c>.</summary>
    private bool FitsCapitals(string name)
    {
        int next = 0;
        bool isInWord = false;
        for (int k = 0; k < name.Length && next < typed.Length; k++)
        {
            bool isHead = k == 0 || char.IsUpper(name[k]) || name[k - 1] == '_';
            isInWord = (isHead || isInWord) && char.ToUpperInvariant(name[k]) == char.ToUpperInvariant(typed[next]);
            next += isInWord ? 1 : 0;
        }

        return next == typed.Length && char.ToUpperInvariant(name[0]) == char.ToUpperInvariant(typed[0]);
    }

    private static string Escaped(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None && !name.Contains('.', StringComparison.Ordinal) ? "@" + name : name;

    private sealed record Proposal(string Text, string Kind, ISymbol? Symbol, string Told, int Order)
    {
        internal int Overloads { get; set; }

        internal string Signature()
        {
            string text = Symbol?.ToDisplayString(Short) ?? Told;
            return Overloads == 0 ? text : $"{text} (+{Overloads.ToString(System.Globalization.CultureInfo.InvariantCulture)})";
        }
    }
}
