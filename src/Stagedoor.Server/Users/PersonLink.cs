using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Users;

/// <summary>What a one-time link lets a person do.</summary>
public enum PersonLinkPurpose
{
    VerifyEmail,
    RecoverPassword,
    RecoverSecondFactor,

    /// <summary>Proves the new address, <see cref="PersonLink.Detail"/>.</summary>
    ChangeEmail,

    /// <summary>Brings the old address, <see cref="PersonLink.Detail"/>, back.</summary>
    UndoEmailChange,
}

/// <summary>A one-time link of a person: for one purpose, and alive only while what it was made upon stands (attack F10).</summary>
public sealed record PersonLink
{
    public required PersonLinkPurpose Purpose { get; init; }
    public required string PersonId { get; init; }

    /// <summary>The key of the address that it was made upon: another address, and it is dead. Null where it survives that.</summary>
    public string? EmailKey { get; init; }

    /// <summary><see cref="Person.Credentials"/> that it was made upon: another password or factor, and it is dead. Null where it survives that.</summary>
    public long? Credentials { get; init; }

    /// <summary>What the purpose needs: an address, or a local path to go on to.</summary>
    public string? Detail { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The key of the address that nobody else may take while the link lives: the one that it brings back.</summary>
    public string? Reserves { get; init; }

    /// <summary>Set by the store.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A link before it is kept: its handle for the mail, and what is kept of it.</summary>
public sealed record NewPersonLink(string Handle, string Hash, PersonLink Link);

/// <summary>The port to one-time links of persons. Hashes only.</summary>
public interface IPersonLinkStore
{
    /// <summary>Adds a link; nothing where there is no such person, at the same cost.</summary>
    Task AddAsync(string hash, PersonLink link, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>A live link of that purpose: not spent, not expired, its person enabled and as it was made upon.</summary>
    ValueTask<PersonLink?> FindAsync(string hash, PersonLinkPurpose purpose, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Spends a live link in one statement; null when it is none, or somebody else was first.</summary>
    Task<PersonLink?> SpendAsync(string hash, PersonLinkPurpose purpose, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Ends a person's links: of one purpose, or all.</summary>
    Task EndAsync(string personId, PersonLinkPurpose? purpose, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Ends all links of a person except those that undo a change made before a moment.</summary>
    Task EndSinceAsync(string personId, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellation);
}

/// <summary>One-time links of persons: 256 random bits, each purpose in a key space of its own, with its life and with what it is bound to.</summary>
public sealed class PersonLinks(IPersonLinkStore store, TimeProvider time)
{
    /// <summary>How long a link of a purpose lives.</summary>
    public static TimeSpan LifeOf(PersonLinkPurpose purpose) => purpose switch
    {
        PersonLinkPurpose.RecoverPassword or PersonLinkPurpose.RecoverSecondFactor => TimeSpan.FromMinutes(30),
        PersonLinkPurpose.ChangeEmail => TimeSpan.FromHours(2),
        PersonLinkPurpose.UndoEmailChange => TimeSpan.FromDays(14),
        _ => TimeSpan.FromDays(1),
    };

    /// <summary>Makes a link and answers its handle and its end. Null for the person costs the same and leads nowhere.</summary>
    public async Task<(string Handle, DateTimeOffset ExpiresAt)> MakeAsync(Person? person, PersonLinkPurpose purpose, string? detail, CancellationToken cancellation)
    {
        var (handle, hash, link) = Draw(person, purpose, detail);
        await store.AddAsync(hash, link, time.GetUtcNow(), cancellation);
        return (handle, link.ExpiresAt);
    }

    /// <summary>A link for a store to keep together with what it belongs to.</summary>
    public NewPersonLink Draw(Person? person, PersonLinkPurpose purpose, string? detail)
    {
        var handle = OneTimeValue.New();
        var link = new PersonLink
        {
            Purpose = purpose,
            PersonId = person?.Id ?? "",
            // Who undoes a change of the address does so after whatever a stranger changed.
            EmailKey = purpose == PersonLinkPurpose.UndoEmailChange || person is null ? null : Person.EmailKey(person.Email),
            Credentials = purpose is PersonLinkPurpose.UndoEmailChange or PersonLinkPurpose.VerifyEmail ? null : person?.Credentials ?? 0,
            Detail = detail,
            Reserves = purpose == PersonLinkPurpose.UndoEmailChange && detail is not null ? Person.EmailKey(detail) : null,
            ExpiresAt = time.GetUtcNow() + LifeOf(purpose),
        };
        return new(handle, KeySpaceOf(purpose).Hash(handle), link);
    }

    /// <summary>Null when it is no live link of that purpose.</summary>
    public async ValueTask<PersonLink?> FindAsync(PersonLinkPurpose purpose, string? handle, CancellationToken cancellation) =>
        handle is { Length: OneTimeValue.Length } ? await store.FindAsync(KeySpaceOf(purpose).Hash(handle), purpose, time.GetUtcNow(), cancellation) : null;

    /// <summary>Spends it; null when it is no live link of that purpose, or somebody else was first.</summary>
    public async Task<PersonLink?> SpendAsync(PersonLinkPurpose purpose, string? handle, CancellationToken cancellation) =>
        handle is { Length: OneTimeValue.Length } ? await store.SpendAsync(KeySpaceOf(purpose).Hash(handle), purpose, time.GetUtcNow(), cancellation) : null;

    /// <summary>Ends a person's links: of one purpose, or all.</summary>
    public Task EndAsync(string personId, PersonLinkPurpose? purpose, CancellationToken cancellation) => store.EndAsync(personId, purpose, time.GetUtcNow(), cancellation);

    /// <summary>
    /// After an address was brought back by a link: ends all others of the person, except those that undo older changes. Whoever changed the address twice has the younger link in a mailbox of their own, and must not end
    /// with it the one in the owner's.
    /// </summary>
    public Task EndSinceAsync(PersonLink undone, CancellationToken cancellation) => store.EndSinceAsync(undone.PersonId, undone.CreatedAt, time.GetUtcNow(), cancellation);

    private static OneTimeValue KeySpaceOf(PersonLinkPurpose purpose) => purpose switch
    {
        PersonLinkPurpose.VerifyEmail => OneTimeValue.VerifyEmail,
        PersonLinkPurpose.RecoverPassword => OneTimeValue.RecoverPassword,
        PersonLinkPurpose.RecoverSecondFactor => OneTimeValue.RecoverSecondFactor,
        PersonLinkPurpose.ChangeEmail => OneTimeValue.ChangeEmail,
        PersonLinkPurpose.UndoEmailChange => OneTimeValue.UndoEmailChange,
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };
}
