using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.Device;

/// <summary>What came of looking up a code.</summary>
public abstract record DeviceFinding
{
    private DeviceFinding()
    {
    }

    public sealed record Found(DeviceAuthorization Device, Asking Asking) : DeviceFinding;

    /// <summary>Unknown, decided or expired: nobody learns which.</summary>
    public sealed record Nothing : DeviceFinding;

    public sealed record Later(TimeSpan Wait) : DeviceFinding;
}

/// <summary>Device authorizations as a person meets them: found by code within limits (RFC 8628 §5.1), allowed or refused once.</summary>
public sealed class DeviceRequests(IDeviceAuthorizationStore devices, IClientStore clients, Askings askings, IAttempts attempts, IAuditTrail audit, TimeProvider time)
{
    // Twenty letters to the eighth against ten guesses, then one in a minute: hopeless for the life of a code.
    private static readonly AttemptPolicy Guesses = new(10, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromHours(1));

    private static readonly AttemptPolicy GuessesOfAddress = new(50, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));

    public async Task<DeviceFinding> FindAsync(HttpContext context, PersonHere person, string code, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        string mine = "device:person:" + person.Person.Id, address = "device:address:" + RemoteAddress.CountedBy(context);
        var wait = await attempts.ClaimAsync(mine, Guesses, now, cancellation);
        if (wait > TimeSpan.Zero) return new DeviceFinding.Later(wait);
        wait = await attempts.ClaimAsync(address, GuessesOfAddress, now, cancellation);
        if (wait > TimeSpan.Zero)
        {
            await attempts.ReleaseAsync(mine, cancellation);
            return new DeviceFinding.Later(wait);
        }

        var device = code.Length == 0 ? null : await devices.FindByUserCodeAsync(OneTimeValue.UserCode.Hash(code), now, cancellation);
        var client = device is null ? null : await clients.FindAsync(device.ClientId, cancellation);
        if (device is null || client is not { DisabledAt: null }) return new DeviceFinding.Nothing();
        await attempts.ReleaseAsync(mine, cancellation);
        await attempts.ReleaseAsync(address, cancellation);
        return new DeviceFinding.Found(device, await askings.OfAsync(client, person.Person, ScopeSet.FromStored(device.Scope), deputy: null, cancellation));
    }

    /// <summary>False when another answer was first, or the code has expired.</summary>
    public async Task<bool> AllowAsync(HttpContext context, PersonHere person, DeviceFinding.Found found, CancellationToken cancellation)
    {
        // The grant first: a device that polls at once must find it.
        await askings.AllowAsync(context, found.Asking, cancellation);

        // The person said yes and the grant stands: a connection that closes does not leave the device without it.
        var (session, device) = (person.Session, found.Device);
        var counts = await devices.AllowAsync(device.DeviceCodeHash, session.PersonId, session.Sid, session.AuthenticatedAt, session.Acr, string.Join(' ', session.Amr), time.GetUtcNow(), CancellationToken.None);
        if (counts) await RecordAsync(context, person, found, AuditAct.DeviceAllowed, "allowed", cancellation);
        return counts;
    }

    public async Task<bool> RefuseAsync(HttpContext context, PersonHere person, DeviceFinding.Found found, CancellationToken cancellation)
    {
        var counts = await devices.DenyAsync(found.Device.DeviceCodeHash, time.GetUtcNow(), cancellation);
        if (counts) await RecordAsync(context, person, found, AuditAct.DeviceRefused, ErrorCode.AccessDenied, cancellation);
        return counts;
    }

    private Task RecordAsync(HttpContext context, PersonHere person, DeviceFinding.Found found, string act, string result, CancellationToken cancellation) => audit.RecordAsync(
        new()
        {
            At = time.GetUtcNow(),
            Act = act,
            Result = result,
            ActorId = person.Person.Id,
            ClientId = found.Asking.Client.ClientId,
            OrganizationId = found.Asking.Client.OrganizationId,
            TargetId = found.Device.FamilyId,
            Detail = found.Asking.Scopes.SpaceJoined,
            Address = RemoteAddress.Of(context),
            RequestId = context.TraceIdentifier,
        },
        cancellation);
}
