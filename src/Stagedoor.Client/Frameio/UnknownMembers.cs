using System.Collections;
using System.Text.Json;

namespace Stagedoor.Client.Frameio;

/// <summary>What an answer held that this version of the library has no property for, by the names of the wire. Two are equal when they hold the same.</summary>
#pragma warning disable CA1710 // What it holds is called members.
public sealed class UnknownMembers : IReadOnlyDictionary<string, JsonElement>, IEquatable<UnknownMembers>
#pragma warning restore CA1710
{
    /// <summary>Nothing.</summary>
    public static readonly UnknownMembers None = new([]);

    private readonly Dictionary<string, JsonElement> members;

    internal UnknownMembers(Dictionary<string, JsonElement> members) => this.members = members;

    /// <inheritdoc/>
    public int Count => members.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => members.Keys;

    /// <inheritdoc/>
    public IEnumerable<JsonElement> Values => members.Values;

    /// <inheritdoc/>
    public JsonElement this[string key] => members[key];

    /// <inheritdoc/>
    public bool ContainsKey(string key) => members.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, out JsonElement value) => members.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, JsonElement>> GetEnumerator() => members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(UnknownMembers? other) =>
        other is not null && (ReferenceEquals(this, other) || (Count == other.Count && members.All(member => other.TryGetValue(member.Key, out var value) && JsonElement.DeepEquals(member.Value, value))));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as UnknownMembers);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;

    /// <summary>The names.</summary>
    public override string ToString() => string.Join(", ", Keys);

    internal void Add(string name, JsonElement value) => members[name] = value;
}
