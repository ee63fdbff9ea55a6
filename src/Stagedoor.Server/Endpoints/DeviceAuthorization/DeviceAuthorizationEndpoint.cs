using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Endpoints.Dialects;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Endpoints.DeviceAuthorization;

/// <summary>Device authorization requests, RFC 8628 §3.1 and §3.2.</summary>
internal sealed class DeviceAuthorizationEndpoint(ProvenClient proven, IDeviceAuthorizationStore devices, IAttempts attempts, IFirstSteps steps, StagedoorOptions options, TimeProvider time) : ISlice
{
    private const string Path = "/oauth2/device_authorization";

    /// <summary>Seconds, RFC 8628 §3.2.</summary>
    private const int Lifetime = 600, Interval = 5;

    /// <summary>RFC 8628 §6.1: no vowels, so no words; 20^8 codes that live ten minutes.</summary>
    private const string Alphabet = "BCDFGHJKLMNPQRSTVWXZ";

    private static readonly Dialect dialect = Dialect.Standard;

    // Live codes are what a guesser of user codes hopes for: one address may not fill the space with them.
    private static readonly AttemptPolicy askedOften = new(60, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));

    public static void Add(IServiceCollection services) => services.AddSingleton<DeviceAuthorizationEndpoint>();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPostOnly(Path, Origins.None, context => context.RequestServices.GetRequiredService<DeviceAuthorizationEndpoint>().AskAsync(context, context.RequestAborted));

    public static void Describe(ServerMetadata metadata) => metadata.Endpoint("device_authorization_endpoint", null, Path);

    private async Task<IResult> AskAsync(HttpContext context, CancellationToken cancellation)
    {
        if ((await RequestParameters.ReadAsync(context, multipart: false, cancellation)).Failed(out var malformed, out var read)) return dialect.Refuse(malformed);
        if ((await proven.ProveAsync(context, read, dialect, GrantType.DeviceCode)).Failed(out var unproven, out var client)) return dialect.Refuse(unproven);
        if (!client.MayUse(GrantType.DeviceCode)) return dialect.Refuse(ProtocolError.UnauthorizedClient($"the device flow belongs to Native App credentials; this one is a {client.Kind.Title}"));
        if (dialect.ReadScope(read.Body["scope"]).Failed(out var unreadable, out var scopes)) return dialect.Refuse(unreadable);
        if (scopes.IsEmpty) scopes = ScopeSet.Of(Scope.OpenId);
        if (ScopeRules.Check(client, scopes) is { } notGranted) return dialect.Refuse(notGranted);
        var now = time.GetUtcNow();
        var address = ClientPresentation.AddressOf(context);
        var wait = await attempts.ClaimAsync($"device.ask:{client.ClientId}:{address}", askedOften, now, cancellation);
        if (wait > TimeSpan.Zero) return dialect.Refuse(ProtocolError.Throttled(Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))));
        var (deviceCode, userCode) = await AddAsync(client, scopes, address, now, cancellation);
        steps.Note(client.ClientId, FirstStep.Authorize, now);
        return JsonAnswer.Of(writer => Write(writer, deviceCode, userCode));
    }

    private async Task<(string DeviceCode, string UserCode)> AddAsync(Client client, ScopeSet scopes, string? address, DateTimeOffset now, CancellationToken cancellation)
    {
        var deviceCode = OneTimeValue.New();
        while (true)
        {
            var userCode = RandomNumberGenerator.GetString(Alphabet, 8);
            var device = new Authorizations.DeviceAuthorization
            {
                DeviceCodeHash = OneTimeValue.DeviceCode.Hash(deviceCode),
                UserCodeHash = OneTimeValue.UserCode.Hash(userCode),
                FamilyId = string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeMilliseconds()}_{RandomIds.Uuid()}_sd"),
                ClientId = client.ClientId,
                Dialect = dialect.Name,
                Scope = scopes.SpaceJoined,
                CreatedAt = now,
                ExpiresAt = now.AddSeconds(Lifetime),
                Address = address,
            };
            if (await devices.AddAsync(device, cancellation)) return (deviceCode, $"{userCode[..4]}-{userCode[4..]}");
        }
    }

    private void Write(Utf8JsonWriter writer, string deviceCode, string userCode)
    {
        writer.WriteStartObject();
        writer.WriteString("device_code", deviceCode);
        writer.WriteString("user_code", userCode);
        writer.WriteString("verification_uri", options.Issuer + "/device");
        writer.WriteString("verification_uri_complete", $"{options.Issuer}/device?user_code={userCode}");
        writer.WriteNumber("expires_in", Lifetime);
        writer.WriteNumber("interval", Interval);
        writer.WriteEndObject();
    }
}
