// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What the list can be asked for.</summary>
public sealed record UserListOptions : ListOptions
{
    /// <summary>Supports including deactivated users in the response. Default is false.</summary>
    public bool IncludeDeactivated { get; init; }

    /// <summary>In which order.</summary>
    public UserSort? Sort { get; init; }

    internal override void Write(ApiQuery query)
    {
        query.Add("include_deactivated", IncludeDeactivated);
        query.Add("sort", Sort?.ToString());
        base.Write(query);
    }
}
