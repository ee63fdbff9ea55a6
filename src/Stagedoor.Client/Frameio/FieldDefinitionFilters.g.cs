// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>Which metadata fields are asked for.</summary>
public sealed record FieldDefinitionFilters
{
    /// <summary>Filters out read-only fields.</summary>
    public bool? ExcludeImmutable { get; init; }

    /// <summary>Filters out inactive fields.</summary>
    public bool? ExcludeInactive { get; init; }

    internal void Write(ApiQuery query)
    {
        query.Add("filters[exclude_immutable]", ExcludeImmutable ?? false);
        query.Add("filters[exclude_inactive]", ExcludeInactive ?? false);
    }
}
