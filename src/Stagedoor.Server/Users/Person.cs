using System.Text;

namespace Stagedoor.Server.Users;

/// <summary>A person who can sign in. <see cref="Id"/> is 24 hex digits and <c>@AdobeID</c>; <see cref="FrameioId"/> the same person's UUID in the V4 API.</summary>
public sealed record Person
{
    public required string Id { get; init; }
    public required Guid FrameioId { get; init; }
    public required string Email { get; init; }
    public bool EmailVerified { get; init; }
    public required string Name { get; init; }
    public string? GivenName { get; init; }
    public string? FamilyName { get; init; }

    /// <summary>Two letters, ISO 3166-1.</summary>
    public string? Country { get; init; }
    public string? Locale { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The name of the picture, see <see cref="Users.Avatar.PathOf"/>; kept by <see cref="IAvatarStore"/>.</summary>
    public string? Avatar { get; init; }

    /// <summary>When the name, the address or the picture was last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>When the person erased the account: what stays are the ids, for the work that stays. Such a person is disabled for good.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Rises when the person is disabled, changes the password or ends everything: older tokens are dead.</summary>
    public long Epoch { get; init; }

    /// <summary>Rises with every change of the password or of another way to sign in: one-time links that were made before are dead.</summary>
    public long Credentials { get; init; }

    /// <summary>When the password was last set by a link in a mail; null when never.</summary>
    public DateTimeOffset? RecoveredAt { get; init; }

    /// <summary>An encoded Argon2id hash with its parameters, or null where no password is set.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>The key under which an address is unique: trimmed, NFKC, lower case.</summary>
    public static string EmailKey(string email) => WellFormed(email.Trim()).Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    // What was typed may hold half a surrogate pair, which no normalization takes: it stands for no address.
    private static string WellFormed(string text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
}

/// <summary>The port to stored people.</summary>
public interface IPersonStore
{
    ValueTask<Person?> FindAsync(string personId, CancellationToken cancellation);

    ValueTask<Person?> FindByEmailAsync(string email, CancellationToken cancellation);

    /// <summary>False when the id or the address is taken.</summary>
    Task<bool> AddAsync(Person person, CancellationToken cancellation);

    /// <summary>Replaces the hash only when it still is the expected one; a rehash at sign-in, so the epoch stays.</summary>
    Task<bool> ReplacePasswordHashAsync(string personId, string expected, string replacement, CancellationToken cancellation);

    /// <summary>Sets a new password: raises the epoch, feeds the revocation and ends every session.</summary>
    Task<bool> ChangePasswordAsync(string personId, string replacement, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>
    /// Sets a new password as a recovery does, only while <see cref="Person.Credentials"/> is the expected one: whoever had the link has the address, so it is verified from now on. Everything that was
    /// open ends, unless <paramref name="keepsSessions"/>.
    /// </summary>
    Task<bool> RecoverPasswordAsync(string personId, long expectedCredentials, string replacement, bool keepsSessions, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Ends everything that is open: raises the epoch, feeds the revocation, ends every session and family.</summary>
    Task EndSessionsAsync(string personId, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Marks the address as verified, only while it is the expected one and was not verified before.</summary>
    Task<bool> VerifyEmailAsync(string personId, string emailKey, CancellationToken cancellation);

    /// <summary>
    /// Sets a new password as its person does, only while <see cref="Person.Credentials"/> is the expected one. Everything that was open ends, unless <paramref name="keepsSessions"/>.
    /// </summary>
    Task<bool> ReplacePasswordAsync(string personId, long expectedCredentials, string replacement, bool keepsSessions, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Changes the name and the language. False when a service account of one of the person's accounts has such a name, compared by skeleton (design §6).</summary>
    Task<bool> ChangeProfileAsync(string personId, string name, string? locale, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Says that the picture was changed.</summary>
    Task TouchAsync(string personId, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>
    /// Gives another, proven address, only while the present one is the expected one. False when it is not, or when somebody has the new one or can bring it back. Links made upon the old one are dead.
    /// <paramref name="undo"/>, which brings the old one back and keeps it from everybody else meanwhile, is there with the change or not at all; null where the old one was never proven: then it is nobody's.
    /// </summary>
    Task<bool> ChangeEmailAsync(string personId, string expectedEmailKey, string email, NewPersonLink? undo, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>
    /// Brings an address back, under the same conditions. The password, every factor and everything that was open ends with it: what somebody else put there must not let them in again.
    /// </summary>
    Task<bool> BringEmailBackAsync(string personId, string expectedEmailKey, string email, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Says that a way to sign in other than the password was changed: raises <see cref="Person.Credentials"/>.</summary>
    Task CredentialsChangedAsync(string personId, CancellationToken cancellation);

    /// <summary>Disables or re-enables a person. Disabling raises the epoch, feeds the revocation, ends every session and family.</summary>
    Task<bool> SetDisabledAsync(string personId, bool disabled, DateTimeOffset now, CancellationToken cancellation);
}

/// <summary>Failed attempts of one key (a person with an address, a device code), counted atomically in storage.</summary>
public interface IAttempts
{
    /// <summary>
    /// Claims one attempt before the secret is looked at: counts it and answers zero, or answers how long to wait and counts nothing.
    /// The delay doubles with each failure after the free ones; 50 parallel claims are counted as 50.
    /// </summary>
    Task<TimeSpan> ClaimAsync(string key, AttemptPolicy policy, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Takes one claim of a key back, because it was no failure: for keys that many people share, where <see cref="ForgetAsync"/> would wash one's guesses with another's success.</summary>
    Task ReleaseAsync(string key, CancellationToken cancellation);

    /// <summary>Forgets the failures of a key after a success.</summary>
    Task ForgetAsync(string key, CancellationToken cancellation);
}

/// <summary>How many attempts are free, and how the delay grows from <paramref name="FirstDelay"/> to <paramref name="LongestDelay"/>; failures older than <paramref name="Memory"/> do not count.</summary>
public sealed record AttemptPolicy(int Free, TimeSpan FirstDelay, TimeSpan LongestDelay, TimeSpan Memory);
