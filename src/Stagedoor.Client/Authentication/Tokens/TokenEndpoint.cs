using System.Diagnostics;
using System.Security.Cryptography;
using Stagedoor.Client.Authentication.Authorities;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Client.Authentication.Tokens;

// Requests of one credential to its issuer: RFC 6749 §3.2, RFC 7009, RFC 8628, RFC 7662. Proves the client, waits where the issuer says so, and repeats what may be repeated.
internal sealed class TokenEndpoint(IssuerConnection issuer, Credential credential, AuthenticationOptions options)
{
    private const int Tries = 3;

    public IssuerConnection Issuer => issuer;

    public Credential Credential => credential;

    public async Task<TokenAnswer> RequestAsync(string grantType, IEnumerable<(string Name, string? Value)> fields, Repeating repeating, CancellationToken cancellation)
    {
        var metadata = await issuer.MetadataAsync(cancellation).ConfigureAwait(false);
        var form = fields.Prepend(("grant_type", grantType)).ToList();
        var answer = await PostAsync(metadata.TokenEndpoint, grantType, form, repeating, cancellation).ConfigureAwait(false);
        return TokenAnswer.Read(answer, metadata);
    }

    /// <summary>A form to one of the issuer's endpoints, by the proven client: the successful answer.</summary>
    public async Task<WireAnswer> PostAsync(string endpoint, string grantType, IReadOnlyList<(string Name, string? Value)> fields, Repeating repeating, CancellationToken cancellation)
    {
        using var activity = FrameioDiagnostics.Activities.StartActivity("frameio " + NameOf(grantType), ActivityKind.Client);
        activity?.SetTag("stagedoor.client_id", credential.ClientId).SetTag("server.address", issuer.Authority.Host);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var answer = await RepeatAsync(endpoint, grantType, fields, repeating, cancellation).ConfigureAwait(false);
            FrameioDiagnostics.Asked(NameOf(grantType), "ok", started);
            return answer;
        }
        catch (AuthenticationException problem)
        {
            activity?.SetStatus(ActivityStatusCode.Error, problem.Problem.ToString());
            FrameioDiagnostics.Asked(NameOf(grantType), problem.Problem.ToString(), started);
            if (problem.Code != ErrorCode.AuthorizationPending) issuer.Log.Refused(NameOf(grantType), credential.ClientId, problem.Problem, problem.Code, problem.RequestId);
            throw;
        }
    }

    public string Join(IEnumerable<string> scopes) => string.Join(issuer.Dialect == Dialect.Ims ? ',' : ' ', scopes);

    private async Task<WireAnswer> RepeatAsync(string endpoint, string grantType, IReadOnlyList<(string Name, string? Value)> fields, Repeating repeating, CancellationToken cancellation)
    {
        var waited = TimeSpan.Zero;
        for (var attempt = 1; ; attempt++)
        {
            AuthenticationException problem;
            try
            {
                var answer = await WithSecretsAsync(endpoint, grantType, fields, cancellation).ConfigureAwait(false);
                if (answer.IsSuccess) return answer;
                problem = Refusal.Of(answer, grantType, fields.Where(field => IsSecret(field.Name)).Select(field => field.Value ?? "").Concat(credential.Revealed));
            }
            catch (AuthenticationException unreachable) when (unreachable.Problem == AuthenticationProblem.ServiceUnavailable)
            {
                problem = unreachable;
            }

            if (attempt == Tries || !MayRepeat(problem, repeating)) throw problem;
            var wait = problem.RetryAfter ?? Backoff(attempt);
            if (waited + wait > options.LongestWait) throw problem;
            waited += wait;
            await Task.Delay(wait, issuer.Time, cancellation).ConfigureAwait(false);
        }
    }

    // A second secret takes over on the exact refusal of the first one (ims.md §1.4, §6.7). The standard's refusal does not say which part was wrong.
    private async Task<WireAnswer> WithSecretsAsync(string endpoint, string grantType, IReadOnlyList<(string Name, string? Value)> fields, CancellationToken cancellation)
    {
        var first = credential.Working;
        var answer = await SendAsync(endpoint, grantType, fields, first, cancellation).ConfigureAwait(false);
        for (var other = 1; other < credential.Secrets && IsWrongSecret(answer); other++)
        {
            answer = await SendAsync(endpoint, grantType, fields, first + other, cancellation).ConfigureAwait(false);
            if (IsWrongSecret(answer)) continue;
            credential.Working = (first + other) % credential.Secrets;
            issuer.Log.SecretRotated(credential.ClientId);
        }

        return answer;
    }

    private bool IsWrongSecret(WireAnswer answer) => (int)answer.Status is 400 or 401 && answer["error"] == ErrorCode.InvalidClient
        && (issuer.Dialect == Dialect.Standard || answer["error_description"] == Refusal.WrongSecretText);

    private async Task<WireAnswer> SendAsync(string endpoint, string grantType, IReadOnlyList<(string Name, string? Value)> fields, int secret, CancellationToken cancellation)
    {
        var metadata = await issuer.MetadataAsync(cancellation).ConfigureAwait(false);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        var form = fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!)).ToList();
        // IMS documents the form for client credentials and Basic for people's (ims.md §1.3).
        if (credential.HasSecret && metadata.TakesBasic && !(metadata.Dialect == Dialect.Ims && grantType == GrantType.ClientCredentials)) request.Headers.Authorization = credential.Basic(secret);
        else
        {
            form.Add(new("client_id", credential.ClientId));
            if (credential.HasSecret) form.Add(new("client_secret", credential.SecretAt(secret)));
        }

        request.Content = new FormUrlEncodedContent(form);
        return await issuer.SendAsync(request, cancellation).ConfigureAwait(false);
    }

    // 429 and 503 say that nothing was done. After anything else a code may be spent, and showing it twice would kill what it brought.
    private static bool MayRepeat(AuthenticationException problem, Repeating repeating) => problem.Problem switch
    {
        AuthenticationProblem.Throttled => problem.Status == 429,
        AuthenticationProblem.ServiceUnavailable => problem.Status == 503 || repeating == Repeating.Freely || (problem.Status is null && !problem.MayHaveArrived),
        _ => false,
    };

    private static TimeSpan Backoff(int attempt) => TimeSpan.FromMilliseconds((100 << attempt) + RandomNumberGenerator.GetInt32(200));

    private static bool IsSecret(string field) => field is "code" or "code_verifier" or "refresh_token" or "token" or "device_code" or "client_secret" or "subject_token";

    private static string NameOf(string grantType) => grantType == GrantType.DeviceCode ? "device_code" : grantType;
}

// Whether a request may be sent again when nobody knows whether it arrived.
internal enum Repeating
{
    Freely,
    Never,
}
