using System.Diagnostics.CodeAnalysis;

namespace Stagedoor.Protocol.Wire;

/// <summary>Request parameters, each name at most once unless a name is known to repeat (RFC 6749 §3.1, §3.2; RFC 8707 §2).</summary>
public sealed class Parameters
{
    /// <summary>The most pairs that a request may carry.</summary>
    public const int MaxCount = 200;

    private readonly List<KeyValuePair<string, string>> pairs = [];

    public IReadOnlyList<KeyValuePair<string, string>> Pairs => pairs;

    /// <summary>The first name that was sent twice, in one place or in two, other than <c>resource</c>.</summary>
    public string? Repeated { get; private set; }

    public bool TooMany => pairs.Count > MaxCount;

    public void Add(string name, string value)
    {
        if (pairs.Count > MaxCount) return;
        if (Repeated is null && name != "resource" && Has(name)) Repeated = name;
        pairs.Add(new(name, value));
    }

    public bool Has(string name) => pairs.Exists(pair => pair.Key == name);

    /// <summary>The value, or null when absent or empty: RFC 6749 §3.1 treats a parameter without a value as omitted.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var pair in pairs)
            {
                if (pair.Key == name) return pair.Value.Length == 0 ? null : pair.Value;
            }

            return null;
        }
    }

    public IEnumerable<string> All(string name) => pairs.Where(pair => pair.Key == name && pair.Value.Length > 0).Select(pair => pair.Value);

    public bool TryGet(string name, [NotNullWhen(true)] out string? value) => (value = this[name]) is not null;
}
