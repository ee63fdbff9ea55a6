using System.Collections.Immutable;

namespace Stagedoor.Protocol.OAuth;

/// <summary>Scopes in the order they were asked for, each once, RFC 6749 §3.3. Case-sensitive.</summary>
public sealed class ScopeSet : IEquatable<ScopeSet>
{
    /// <summary>The longest text, in characters, and the most items that are read.</summary>
    public const int MaxLength = 4096, MaxItems = 100;

    public static readonly ScopeSet Empty = new([]);

    private ScopeSet(ImmutableArray<string> items) => Items = items;

    public ImmutableArray<string> Items { get; }

    public bool IsEmpty => Items.IsEmpty;

    /// <summary>As the standard joins: by a space.</summary>
    public string SpaceJoined => string.Join(' ', Items);

    /// <summary>As IMS joins: by a comma.</summary>
    public string CommaJoined => string.Join(',', Items);

    public bool Contains(string scope) => Items.Contains(scope, StringComparer.Ordinal);

    public bool IsSubsetOf(ScopeSet other) => Items.All(other.Contains);

    public ScopeSet Intersect(ScopeSet other) => new([.. Items.Where(other.Contains)]);

    public ScopeSet Union(ScopeSet other) => new([.. Items.Union(other.Items, StringComparer.Ordinal)]);

    public ScopeSet Except(ScopeSet other) => new([.. Items.Where(scope => !other.Contains(scope))]);

    public static ScopeSet Of(params IEnumerable<string> items) => new([.. items.Distinct(StringComparer.Ordinal)]);

    /// <summary>Reads spaces (Standard), or spaces and commas in any mixture (Ims).</summary>
    public static Result<ScopeSet> Parse(string? text, bool commas)
    {
        if (string.IsNullOrEmpty(text)) return Empty;
        if (text.Length > MaxLength) return ProtocolError.InvalidScope($"scope is longer than {MaxLength} characters");
        foreach (var c in text)
        {
            // RFC 6749 §3.3: scope-token = 1*( %x21 / %x23-5B / %x5D-7E ).
            if (c != ' ' && (c is < '!' or > '~' or '"' or '\\')) return ProtocolError.InvalidScope("scope has a character that no scope may have");
        }

        var items = text.Split(commas ? [' ', ','] : [' '], StringSplitOptions.RemoveEmptyEntries);
        if (items.Length > MaxItems) return ProtocolError.InvalidScope($"scope names more than {MaxItems} scopes");
        return Of(items);
    }

    /// <summary>Reads what this class wrote, with either separator. For stored values only.</summary>
    public static ScopeSet FromStored(string text) => Of(text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries));

    public bool Equals(ScopeSet? other) => other is not null && Items.SequenceEqual(other.Items, StringComparer.Ordinal);
    public override bool Equals(object? obj) => Equals(obj as ScopeSet);
    public override int GetHashCode() => Items.Aggregate(0, (hash, item) => HashCode.Combine(hash, item.GetHashCode(StringComparison.Ordinal)));
    public override string ToString() => SpaceJoined;
}
