using System.Collections.Immutable;

namespace Stagedoor.Storage.Sql;

/// <summary>
/// One table that says something of people: what a person reads of it, and what becomes of it when the person erases the account. A test holds that no table with such a column is missing here, and that
/// each is covered both ways or says why not.
/// </summary>
internal sealed record PersonalTable(string Name, ImmutableArray<string> Columns)
{
    /// <summary>What the person may read: a SELECT by <c>@id</c>. Times end in <c>at</c>, truths begin with <c>is_</c>.</summary>
    public string? Download { get; init; }

    /// <summary>Why there is nothing to read.</summary>
    public string? NothingToRead { get; init; }

    /// <summary>What is done at the erasure, in the order of the list; by <c>@id</c>, <c>@now</c>, <c>@email</c>, <c>@typed</c>.</summary>
    public ImmutableArray<string> Erase { get; init; } = [];

    /// <summary>Why rows or ids stay.</summary>
    public string? Stays { get; init; }
}
