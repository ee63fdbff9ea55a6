using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Endpoints.Token.Grants;

/// <summary>Device code, RFC 8628 §3.4, §3.5.</summary>
internal sealed class DeviceCodeGrant(IDeviceAuthorizationStore devices, PersonBehind people, FamilyStart start) : IGrant
{
    public string GrantType => Protocol.OAuth.GrantType.DeviceCode;

    public async ValueTask<Result<GrantOutcome>> AuthorizeAsync(TokenRequest request, CancellationToken cancellation)
    {
        if (request.Parameters["device_code"] is not { } text) return ProtocolError.InvalidRequest("the device_code parameter is missing");
        return await devices.PollAsync(OneTimeValue.DeviceCode.Hash(text), request.Client.ClientId, request.Now, cancellation) switch
        {
            DevicePoll.Allowed(var device) => await AllowedAsync(request, device, cancellation),
            DevicePoll.Pending => new ProtocolError(ErrorCode.AuthorizationPending, "the person has not decided yet: ask again after the interval"),
            DevicePoll.SlowDown => new ProtocolError(ErrorCode.SlowDown, "asked too soon: wait five seconds longer from now on"),
            DevicePoll.Denied => ProtocolError.AccessDenied("the person refused"),
            DevicePoll.Expired => new ProtocolError(ErrorCode.ExpiredToken, "the device code has expired: begin again"),
            _ => ProtocolError.InvalidGrant("unknown device code"),
        };
    }

    private async ValueTask<Result<GrantOutcome>> AllowedAsync(TokenRequest request, Authorizations.DeviceAuthorization device, CancellationToken cancellation)
    {
        var scopes = ScopeSet.FromStored(device.Scope);
        if (device.PersonId is null || await people.FindAsync(device.PersonId, request.Client, scopes, device.Sid, request.Now, cancellation) is not { } person) return ProtocolError.AccessDenied("the person, the session or the consent is gone");
        var authorization = new Authorization
        {
            Client = request.Client,
            SubjectId = person.Id,
            SubjectEpoch = person.Epoch,
            // What was taken from the credential since is not given any more.
            Scopes = scopes.Intersect(request.Client.Settings.ScopeSet),
            Sid = device.Sid,
            AuthenticatedAt = device.AuthenticatedAt,
            Acr = device.Acr,
            Amr = [.. (device.Amr ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            Dialect = request.Version.Dialect.Name,
        };
        return start.Begin(request, authorization, person, device.FamilyId, idToken: true);
    }
}
