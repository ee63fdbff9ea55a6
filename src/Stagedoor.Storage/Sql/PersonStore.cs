using System.Data.Common;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class PersonStore(Database database) : IPersonStore
{
    private const string Columns = "id, frameio_id, email, email_verified, name, given_name, family_name, country, locale, created_at, disabled_at, epoch, password_hash, credentials, updated_at, deleted_at, recovered_at, (SELECT name FROM avatars WHERE subject_id = persons.id)";
    private const string Find = "SELECT " + Columns + " FROM persons WHERE id = @id";
    private const string FindByEmail = "SELECT " + Columns + " FROM persons WHERE email_key = @email_key";
    private const string Add = """
        INSERT INTO persons (id, frameio_id, email, email_key, email_verified, name, name_skeleton, given_name, family_name, country, locale, created_at, disabled_at, epoch, password_hash)
        VALUES (@id, @frameio_id, @email, @email_key, @email_verified, @name, @name_skeleton, @given_name, @family_name, @country, @locale, @created_at, @disabled_at, @epoch, @password_hash)
        ON CONFLICT DO NOTHING
        """;
    private const string ReplaceHash = "UPDATE persons SET password_hash = @replacement WHERE id = @id AND password_hash = @expected";
    private const string ChangePassword = "UPDATE persons SET password_hash = @replacement, epoch = epoch + 1, credentials = credentials + 1 WHERE id = @id RETURNING epoch";
    private const string RecoverPassword = """
        UPDATE persons SET password_hash = @replacement, email_verified = 1, recovered_at = @now, credentials = credentials + 1, epoch = epoch + @ends
        WHERE id = @id AND credentials = @expected AND disabled_at IS NULL RETURNING epoch
        """;
    private const string IsUnproven = "SELECT 1 FROM persons WHERE id = @id AND email_verified = 0";
    private const string ReplacePassword = """
        UPDATE persons SET password_hash = @replacement, credentials = credentials + 1, epoch = epoch + @ends
        WHERE id = @id AND credentials = @expected AND disabled_at IS NULL RETURNING epoch
        """;

    // Holds the accounts, so that no service account takes the name meanwhile.
    private const string LockAccounts = "UPDATE organizations SET service_accounts = service_accounts WHERE id IN (SELECT organization_id FROM memberships WHERE person_id = @id)";
    private const string ChangeProfile = """
        UPDATE persons SET given_name = CASE WHEN name = @name THEN given_name END, family_name = CASE WHEN name = @name THEN family_name END,
            name = @name, name_skeleton = @skeleton, locale = @locale, updated_at = @now
        WHERE id = @id AND disabled_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM memberships m JOIN organizations o ON o.id = m.organization_id JOIN service_accounts s ON s.account_id = o.account_id
            WHERE m.person_id = @id AND s.name_skeleton = @skeleton)
        """;
    private const string Touch = "UPDATE persons SET updated_at = @now WHERE id = @id";
    private const string ChangeEmail = """
        UPDATE persons SET email = @email, email_key = @key, email_verified = 1, epoch = epoch + @undone, credentials = credentials + @undone,
            password_hash = CASE WHEN @undone = 1 THEN NULL ELSE password_hash END, updated_at = @now
        WHERE id = @id AND email_key = @expected AND disabled_at IS NULL AND NOT EXISTS (SELECT 1 FROM persons WHERE email_key = @key AND id <> @id)
            AND NOT EXISTS (SELECT 1 FROM person_links l WHERE l.reserves = @key AND l.person_id <> @id AND l.spent_at IS NULL AND l.expires_at > @now) RETURNING epoch
        """;

    // By a link that brings it back to somebody.
    private const string IsReserved = "SELECT 1 FROM person_links WHERE reserves = @key AND person_id <> @id AND spent_at IS NULL AND expires_at > @now";
    private const string VerifyEmail = "UPDATE persons SET email_verified = 1 WHERE id = @id AND email_key = @email_key AND email_verified = 0 AND disabled_at IS NULL";
    private const string CredentialsChanged = "UPDATE persons SET credentials = credentials + 1 WHERE id = @id";
    private const string RaiseEpoch = "UPDATE persons SET epoch = epoch + 1 WHERE id = @id RETURNING epoch";
    private const string Disable = "UPDATE persons SET disabled_at = @now, epoch = epoch + 1 WHERE id = @id AND disabled_at IS NULL RETURNING epoch";
    private const string Enable = "UPDATE persons SET disabled_at = NULL WHERE id = @id AND disabled_at IS NOT NULL AND deleted_at IS NULL";
    private const string ForgetDevices = "DELETE FROM remembered_devices WHERE person_id = @id";
    private const string EndSessions = "UPDATE sessions SET ended_at = @now WHERE person_id = @id AND ended_at IS NULL";
    private const string EndFamilies = "UPDATE families SET revoked_at = @now WHERE person_id = @id AND revoked_at IS NULL";
    private const string BurnCodes = "UPDATE codes SET expires_at = @now WHERE person_id = @id AND redeemed_at IS NULL AND expires_at > @now";
    private const string BurnDevices = "UPDATE device_authorizations SET expires_at = @now WHERE person_id = @id AND spent_at IS NULL AND expires_at > @now";

    public ValueTask<Person?> FindAsync(string personId, CancellationToken cancellation) => database.ReadAsync(link => link.FirstAsync(Find, Read, ("id", personId)), cancellation);

    public ValueTask<Person?> FindByEmailAsync(string email, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(FindByEmail, Read, ("email_key", Person.EmailKey(email))), cancellation);

    public Task<bool> AddAsync(Person person, CancellationToken cancellation) => ClaimEmailAsync(link => AddAsync(link, person), person.Id, person.Email, person.CreatedAt, cancellation);

    private static Task<bool> AddAsync(Link link, Person person) => link.ChangesAsync(
        Add,
        ("id", person.Id), ("frameio_id", person.FrameioId), ("email", person.Email), ("email_key", Person.EmailKey(person.Email)), ("email_verified", person.EmailVerified),
        ("name", person.Name), ("name_skeleton", ServiceAccountName.Skeleton(person.Name)), ("given_name", person.GivenName), ("family_name", person.FamilyName),
        ("country", person.Country), ("locale", person.Locale), ("created_at", person.CreatedAt), ("disabled_at", person.DisabledAt), ("epoch", person.Epoch),
        ("password_hash", person.PasswordHash));

    public Task<bool> ReplacePasswordHashAsync(string personId, string expected, string replacement, CancellationToken cancellation) =>
        database.ChangeAsync(ReplaceHash, cancellation, ("replacement", replacement), ("id", personId), ("expected", expected));

    public Task<bool> ChangePasswordAsync(string personId, string replacement, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (await link.NumberAsync(ChangePassword, ("replacement", replacement), ("id", personId)) is not { } epoch) return false;
            await EndEverythingAsync(link, personId, epoch, now);
            return true;
        },
        cancellation);

    public Task<bool> RecoverPasswordAsync(string personId, long expectedCredentials, string replacement, bool keepsSessions, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            // Whoever made the account and never proved the address goes, with what they put before the door to come back by.
            var unproven = await link.NumberAsync(IsUnproven, ("id", personId)) is not null;
            if (await link.NumberAsync(RecoverPassword, ("replacement", replacement), ("now", now), ("ends", keepsSessions ? 0L : 1L), ("id", personId), ("expected", expectedCredentials)) is not { } epoch) return false;
            await link.ExecuteAsync(ForgetDevices, ("id", personId));
            if (unproven) await PersonFactorStore.ForgetAsync(link, personId);
            if (!keepsSessions) await EndEverythingAsync(link, personId, epoch, now);
            return true;
        },
        cancellation);

    public Task<bool> ReplacePasswordAsync(string personId, long expectedCredentials, string replacement, bool keepsSessions, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (await link.NumberAsync(ReplacePassword, ("replacement", replacement), ("ends", keepsSessions ? 0L : 1L), ("id", personId), ("expected", expectedCredentials)) is not { } epoch) return false;
            await link.ExecuteAsync(ForgetDevices, ("id", personId));
            if (!keepsSessions) await EndEverythingAsync(link, personId, epoch, now);
            return true;
        },
        cancellation);

    public Task<bool> ChangeProfileAsync(string personId, string name, string? locale, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(LockAccounts, ("id", personId));
            return await link.ChangesAsync(ChangeProfile, ("name", name), ("skeleton", ServiceAccountName.Skeleton(name)), ("locale", locale), ("now", now), ("id", personId));
        },
        cancellation);

    public Task TouchAsync(string personId, DateTimeOffset now, CancellationToken cancellation) => database.ChangeAsync(Touch, cancellation, ("now", now), ("id", personId));

    public Task<bool> ChangeEmailAsync(string personId, string expectedEmailKey, string email, NewPersonLink? undo, DateTimeOffset now, CancellationToken cancellation) => ClaimEmailAsync(
        async link =>
        {
            if (await ChangeEmailAsync(link, personId, expectedEmailKey, email, false, now) is null) return false;
            if (undo is not null) await PersonLinkStore.AddAsync(link, undo, now);
            return true;
        },
        personId,
        email,
        now,
        cancellation);

    public Task<bool> BringEmailBackAsync(string personId, string expectedEmailKey, string email, DateTimeOffset now, CancellationToken cancellation) => ClaimEmailAsync(
        async link =>
        {
            if (await ChangeEmailAsync(link, personId, expectedEmailKey, email, true, now) is not { } epoch) return false;
            await PersonFactorStore.ForgetAsync(link, personId);
            await EndEverythingAsync(link, personId, epoch, now);
            return true;
        },
        personId,
        email,
        now,
        cancellation);

    private static Task<long?> ChangeEmailAsync(Link link, string personId, string expectedEmailKey, string email, bool undoes, DateTimeOffset now) => link.NumberAsync(
        ChangeEmail, ("email", email), ("key", Person.EmailKey(email)), ("undone", undoes ? 1L : 0L), ("now", now), ("id", personId), ("expected", expectedEmailKey));

    // Where the database waited for another node to let go of the address, it was reserved with that very commit: so it is looked at again afterwards, by a statement that sees it.
    private async Task<bool> ClaimEmailAsync(Func<Link, Task<bool>> claim, string personId, string email, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            return await database.WriteAsync(
                async link =>
                {
                    if (!await claim(link)) return false;
                    if (await link.NumberAsync(IsReserved, ("key", Person.EmailKey(email)), ("id", personId), ("now", now)) is not null) throw new EmailReservedException();
                    return true;
                },
                cancellation);
        }
        catch (EmailReservedException)
        {
            return false;
        }
        catch (DbException exception) when (database.Engine.Classify(exception) == Fault.Unit)
        {
            // Another node gave the address to somebody between the look and the commit.
            return false;
        }
    }

    public Task EndSessionsAsync(string personId, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(link => EndEverythingAsync(link, personId, now), cancellation);

    public Task<bool> VerifyEmailAsync(string personId, string emailKey, CancellationToken cancellation) => database.ChangeAsync(VerifyEmail, cancellation, ("id", personId), ("email_key", emailKey));

    public Task CredentialsChangedAsync(string personId, CancellationToken cancellation) => database.ChangeAsync(CredentialsChanged, cancellation, ("id", personId));

    public Task<bool> SetDisabledAsync(string personId, bool disabled, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!disabled) return await link.ChangesAsync(Enable, ("id", personId));
            if (await link.NumberAsync(Disable, ("now", now), ("id", personId)) is not { } epoch) return false;
            await EndEverythingAsync(link, personId, epoch, now);
            return true;
        },
        cancellation);

    /// <summary>Ends everything that is open, in the transaction of what made it necessary. False when there is no such person.</summary>
    public static async Task<bool> EndEverythingAsync(Link link, string personId, DateTimeOffset now)
    {
        if (await link.NumberAsync(RaiseEpoch, ("id", personId)) is not { } epoch) return false;
        await EndEverythingAsync(link, personId, epoch, now);
        return true;
    }

    // Tokens and sessions die by the epoch; what could make new ones is ended by name.
    private static async Task EndEverythingAsync(Link link, string personId, long epoch, DateTimeOffset now)
    {
        await EndByNameAsync(link, personId, now);
        await Feed.AddAsync(link, RevocationKind.Subject, personId, epoch, now);
    }

    /// <summary>Ends by name what could make new tokens, and tells the applications.</summary>
    public static async Task EndByNameAsync(Link link, string personId, DateTimeOffset now)
    {
        foreach (var end in (string[])[EndSessions, EndFamilies, BurnCodes, BurnDevices]) await link.ExecuteAsync(end, ("now", now), ("id", personId));
        await LogoutNoticeFan.OfPersonAsync(link, personId, now);
    }

    private static Person Read(Row row) => new()
    {
        Id = row.Text(0),
        FrameioId = row.Guid(1),
        Email = row.Text(2),
        EmailVerified = row.Flag(3),
        Name = row.Text(4),
        GivenName = row.TextOrNull(5),
        FamilyName = row.TextOrNull(6),
        Country = row.TextOrNull(7),
        Locale = row.TextOrNull(8),
        CreatedAt = row.Time(9),
        DisabledAt = row.TimeOrNull(10),
        Epoch = row.Number(11),
        PasswordHash = row.TextOrNull(12),
        Credentials = row.Number(13),
        UpdatedAt = row.TimeOrNull(14),
        DeletedAt = row.TimeOrNull(15),
        RecoveredAt = row.TimeOrNull(16),
        Avatar = row.TextOrNull(17),
    };
}

/// <summary>Takes back what was written: a link brings this address back to somebody else.</summary>
internal sealed class EmailReservedException : Exception
{
    public EmailReservedException() : base("the address is reserved")
    {
    }

    public EmailReservedException(string message) : base(message)
    {
    }

    public EmailReservedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
