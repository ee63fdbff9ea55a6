// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What the list can be asked for.</summary>
public sealed record CustomActionListOptions : ListOptions
{
    /// <summary>What the answer shall include.</summary>
    public CustomActionIncludes Include { get; init; }

    internal override void Write(ApiQuery query)
    {
        query.Add("include", Include.Text());
        base.Write(query);
    }
}
