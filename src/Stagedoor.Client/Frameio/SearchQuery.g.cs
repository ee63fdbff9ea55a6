// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What to search for.</summary>
public sealed record SearchQuery
{
    /// <summary>Search engine to use. Available engines: lexical, nlp.</summary>
    public required SearchEngine Engine { get; init; }

    /// <summary>Filters to control which types of results are returned.</summary>
    public SearchFilters? Filters { get; init; }

    /// <summary>The search query text.</summary>
    public required string Query { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("engine", Engine.ToString());
        writer.Nested("filters", Filters is null ? null : Filters.Write);
        writer.Member("query", Query);
        writer.WriteEndObject();
    }
}
