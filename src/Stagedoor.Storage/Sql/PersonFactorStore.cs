using Stagedoor.Server.Factors;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class PersonFactorStore(Database database) : IPersonFactors
{
    private const string Of = """
        SELECT
            (SELECT COUNT(*) FROM passkeys WHERE person_id = @person_id),
            (SELECT COUNT(*) FROM authenticators WHERE person_id = @person_id),
            (SELECT COUNT(*) FROM recovery_codes WHERE person_id = @person_id AND used_at IS NULL),
            (SELECT COUNT(*) FROM memberships m JOIN organizations o ON o.id = m.organization_id WHERE m.person_id = @person_id AND o.requires_second_factor <> 0),
            (SELECT COUNT(*) FROM persons WHERE id = @person_id AND password_hash IS NOT NULL)
        """;

    // Two factors that are removed at once, each seeing the other, would leave none: who changes factors waits for who changes them.
    private const string Lock = "UPDATE persons SET epoch = epoch WHERE id = @person_id";

    // One-time links that were made before a change are dead after it (attack F10).
    private const string Count = "UPDATE persons SET credentials = credentials + 1 WHERE id = @person_id";
    private const string ForgetDevices = "DELETE FROM remembered_devices WHERE person_id = @person_id";
    private const string ForgetCodes = "DELETE FROM recovery_codes WHERE person_id = @person_id";
    private const string ForgetPasskeys = "DELETE FROM passkeys WHERE person_id = @person_id";
    private const string ForgetAuthenticator = "DELETE FROM authenticators WHERE person_id = @person_id";

    public ValueTask<PersonFactors> OfAsync(string personId, CancellationToken cancellation) => database.ReadAsync(link => OfAsync(link, personId), cancellation);

    public Task RemoveAllAsync(string personId, bool keepsSessions, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(Count, ("person_id", personId));
            await ForgetAsync(link, personId);
            if (!keepsSessions) await PersonStore.EndEverythingAsync(link, personId, now);
            return true;
        },
        cancellation);

    /// <summary>
    /// A factor is being added. With the first one everything ends that was opened without it, unless the person keeps it; called before it is added. Two that are first at once wait for each other here.
    /// </summary>
    public static async Task AddingAsync(Link link, string personId, bool keepsSessions, DateTimeOffset now)
    {
        await link.ExecuteAsync(Lock, ("person_id", personId));
        if (!keepsSessions && !(await OfAsync(link, personId)).HasSecond) await PersonStore.EndEverythingAsync(link, personId, now);
    }

    /// <summary>Takes off every factor. Whoever calls it has counted the change in <c>credentials</c>.</summary>
    public static async Task ForgetAsync(Link link, string personId)
    {
        foreach (var forget in (string[])[ForgetPasskeys, ForgetAuthenticator, ForgetCodes, ForgetDevices]) await link.ExecuteAsync(forget, ("person_id", personId));
    }

    /// <summary>A factor was added, replaced or removed: devices that were remembered before are asked again, and one-time links are dead.</summary>
    public static async Task ChangedAsync(Link link, string personId)
    {
        await link.ExecuteAsync(ForgetDevices, ("person_id", personId));
        await link.ExecuteAsync(Count, ("person_id", personId));
    }

    /// <summary>Removes one factor by a statement, unless it is the last and an organization demands one.</summary>
    public static async Task<FactorRemoval> RemoveAsync(Link link, string personId, bool isPasskey, string delete, params (string Name, Value Value)[] arguments)
    {
        await link.ExecuteAsync(Lock, ("person_id", personId));
        var before = await OfAsync(link, personId);
        var isLast = before.Passkeys + (before.Authenticator ? 1 : 0) <= 1;
        if (isLast && before.Required) return before.HasSecond ? FactorRemoval.Required : FactorRemoval.Unknown;
        if (isPasskey && before is { Passkeys: 1, HasPassword: false }) return FactorRemoval.OnlyWayIn;
        if (!await link.ChangesAsync(delete, arguments)) return FactorRemoval.Unknown;
        if (isLast) await link.ExecuteAsync(ForgetCodes, ("person_id", personId));
        await ChangedAsync(link, personId);
        return FactorRemoval.Removed;
    }

    private static async Task<PersonFactors> OfAsync(Link link, string personId) => (await link.FirstAsync(
        Of,
        static row => new PersonFactors { Passkeys = (int)row.Number(0), Authenticator = row.Flag(1), RecoveryCodes = (int)row.Number(2), Required = row.Flag(3), HasPassword = row.Flag(4) },
        ("person_id", personId)))!;
}
