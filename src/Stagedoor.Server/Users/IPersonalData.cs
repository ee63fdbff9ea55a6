using System.Text.Json;

namespace Stagedoor.Server.Users;

/// <summary>
/// What an organization would lose with a person: its last owner, its last administrator, or who answers for its service accounts and credentials. Somebody takes it over first;
/// where there is nobody, the organization's credentials end with the person.
/// </summary>
public sealed record Estate
{
    public required string OrganizationId { get; init; }
    public required string Organization { get; init; }
    public required bool IsLastOwner { get; init; }
    public required bool IsLastAdministrator { get; init; }

    /// <summary>The names of the service accounts that the person owns.</summary>
    public required IReadOnlyList<string> ServiceAccounts { get; init; }

    /// <summary>The names of the credentials that the person owns.</summary>
    public required IReadOnlyList<string> Credentials { get; init; }

    /// <summary>Who can take it over: the other people of the organization who can sign in.</summary>
    public required IReadOnlyList<Heir> Heirs { get; init; }

    /// <summary>Whether there is anything that somebody has to take over.</summary>
    public bool IsNeeded => IsLastOwner || IsLastAdministrator || ServiceAccounts.Count > 0 || Credentials.Count > 0;
}

/// <summary>Somebody who can take an estate over.</summary>
public sealed record Heir(string PersonId, string Name, string Email);

/// <summary>What came of an erasure.</summary>
public enum Erasure
{
    Erased,

    /// <summary>There is no such person any more.</summary>
    Unknown,

    /// <summary>An organization still needs an heir: nothing was changed.</summary>
    NeedsHeir,
}

/// <summary>The port to all that is kept on a person, wherever it is kept.</summary>
public interface IPersonalData
{
    /// <summary>Writes it as one JSON object: an array of rows for each table. Secrets and their hashes are left out; <paramref name="flush"/> is called now and then.</summary>
    Task WriteAsync(string personId, Utf8JsonWriter writer, Func<Task> flush, CancellationToken cancellation);

    /// <summary>What the person's organizations would lose, those where nothing would be lost included.</summary>
    ValueTask<IReadOnlyList<Estate>> EstatesAsync(string personId, CancellationToken cancellation);

    /// <summary>
    /// Erases a person, in one transaction: everything open ends and is fed to the revocation, everything kept is deleted or loses what names the person; what stays are ids, for the work that stays and for the audit.
    /// <paramref name="heirs"/> names by organization who takes the estate over.
    /// </summary>
    Task<Erasure> EraseAsync(string personId, IReadOnlyDictionary<string, string> heirs, DateTimeOffset now, CancellationToken cancellation);
}
