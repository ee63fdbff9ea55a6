using Stagedoor.Client.Authentication.Authorities;
using Stagedoor.Client.Authentication.Tokens;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Client.Authentication.Desktop;

/// <summary>A sign-in on another device, RFC 8628 §3.2: what to show the person.</summary>
public sealed class DeviceSignIn
{
    internal DeviceSignIn(string deviceCode) => DeviceCode = deviceCode;

    /// <summary>The code that the person types.</summary>
    public required string UserCode { get; init; }

    /// <summary>Where the person types it.</summary>
    public required Uri VerificationUri { get; init; }

    /// <summary>The same with the code in it, for a QR code or a link; null where the issuer gives none.</summary>
    public Uri? VerificationUriComplete { get; init; }

    /// <summary>When it is too late.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    internal string DeviceCode { get; }

    internal TimeSpan Interval { get; init; }

    /// <summary>The code that the person types, and not the one that stays here.</summary>
    public override string ToString() => $"{UserCode} at {VerificationUri}";
}

// RFC 8628 from the device's side.
internal static class DeviceFlow
{
    private static readonly TimeSpan Longer = TimeSpan.FromSeconds(5);

    public static async Task<DeviceSignIn> BeginAsync(NativeAppAuthentication native, CancellationToken cancellation)
    {
        var metadata = await native.Issuer.MetadataAsync(cancellation).ConfigureAwait(false);
        if (metadata.DeviceEndpoint is not { } endpoint) throw new AuthenticationException(AuthenticationProblem.Rejected, "this issuer has no device flow") { WhatToDo = "Sign in with a browser or by pasting the answer; Stagedoor has the device flow in its standard dialect." };
        var now = native.Issuer.Time.GetUtcNow();
        var answer = await native.Endpoint.PostAsync(endpoint, "device_authorization", [("scope", native.Endpoint.Join(native.Scopes))], Repeating.Freely, cancellation).ConfigureAwait(false);
        if (answer["device_code"] is not { } deviceCode || answer["user_code"] is not { } userCode || Page(answer["verification_uri"]) is not { } page) throw new AuthenticationException(AuthenticationProblem.UntrustedAnswer, "the device answer lacks a code or an address") { RequestId = answer.RequestId };
        return new(deviceCode)
        {
            UserCode = userCode,
            VerificationUri = page,
            VerificationUriComplete = Page(answer["verification_uri_complete"]),
            ExpiresAt = now.AddSeconds(Math.Clamp(answer.Number("expires_in") ?? 600, 1, 86_400)),
            // §3.2: five seconds where it is not said.
            Interval = TimeSpan.FromSeconds(Math.Clamp(answer.Number("interval") ?? 5, 1, 300)),
        };
    }

    public static async Task<SignedIn> CompleteAsync(NativeAppAuthentication native, DeviceSignIn device, CancellationToken cancellation)
    {
        var time = native.Issuer.Time;
        var interval = device.Interval;
        while (true)
        {
            await Task.Delay(interval, time, cancellation).ConfigureAwait(false);
            if (time.GetUtcNow() >= device.ExpiresAt) throw new AuthenticationException(AuthenticationProblem.SignInAgain, "the code has expired before anybody allowed it") { Code = ErrorCode.ExpiredToken };
            var asked = time.GetUtcNow();
            try
            {
                var answer = await native.Endpoint.RequestAsync(GrantType.DeviceCode, [("device_code", device.DeviceCode)], Repeating.Never, cancellation).ConfigureAwait(false);
                var metadata = await native.Issuer.MetadataAsync(cancellation).ConfigureAwait(false);
                var check = new IdTokenCheck { ClientId = native.Options.ClientId, AccessToken = answer.AccessToken, Subject = answer.Subject, PinnedIssuer = native.Options.IdTokenIssuer };
                return await native.KeepAsync(answer, metadata, asked, check, cancellation).ConfigureAwait(false);
            }
            catch (AuthenticationException wait) when (wait.Code == ErrorCode.AuthorizationPending)
            {
                // §3.5: nobody has decided yet.
            }
            catch (AuthenticationException often) when (often.Code == ErrorCode.SlowDown && often.Status != 429)
            {
                interval += Longer;
            }
            catch (AuthenticationException away) when (away.Problem is AuthenticationProblem.ServiceUnavailable or AuthenticationProblem.Throttled)
            {
                // §3.5: a connection that fails is a reason to ask less often, not to give up.
                interval += away.RetryAfter ?? interval;
                if (interval > TimeSpan.FromMinutes(2)) interval = TimeSpan.FromMinutes(2);
            }
        }
    }

    private static Uri? Page(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && Addresses.IsSafe(uri) ? uri : null;
}
