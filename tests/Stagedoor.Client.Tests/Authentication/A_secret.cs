using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Stagedoor.Client.Tests.Authentication;

/// <summary>Canaries: no secret, code, verifier or token stands in a message, a log, a trace or a text, even when the issuer quotes it.</summary>
public class A_secret
{
    private static readonly string[] Canaries = ["secret-canary", "other-canary", "access-canary", "refresh-canary", "code-canary", "id-canary"];

    [Fact, Attack("I3")]
    public async Task stands_in_no_log_no_trace_no_message_and_no_text()
    {
        var seen = new ConcurrentQueue<string>();
        using var log = new LogLines();
        using var listener = new ActivityListener { ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = activity => seen.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events)}") };
        ActivitySource.AddActivityListener(listener);
        var verifiers = new ConcurrentQueue<string>();

        // An issuer that quotes all it was sent, and answers each way in turn.
        var turn = 0;
        using var wire = new Wire(sent =>
        {
            if (sent["code_verifier"] is { } verifier) verifiers.Enqueue(verifier);
            return (turn++ % 4) switch
            {
                0 => Wire.Json(400, $$"""{"error":"invalid_client","error_description":"invalid client_secret parameter"}"""),
                1 => Wire.Json(400, $$"""{"error":"bad {{sent["client_secret"]}}{{sent["code"]}}","error_description":"you sent {{sent.Body.Replace("\"", "", StringComparison.Ordinal)}} and {{WebUtility.UrlDecode(sent.Body)}} {{sent["code_verifier"]}}{{sent["refresh_token"]}}{{sent["token"]}}"}""", ("x-debug-id", $"id {sent["refresh_token"]}{sent["code"]}{sent["client_secret"]}{sent["token"]}")),
                2 => Wire.Json(500, $$"""{"error":"{{sent["refresh_token"]}}"}"""),
                _ => Wire.Token("access-canary", more: ",\"refresh_token\":\"refresh-canary\",\"id_token\":\"id-canary\""),
            };
        });
        var services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services.AddFrameio(options => (options.ClientId, options.ClientSecret, options.OtherClientSecret) = ("id-1", "secret-canary", "other-canary"));
        services.ConfigureHttpClientDefaults(builder => builder.ConfigurePrimaryHttpMessageHandler(() => wire));
        await using var provider = services.BuildServiceProvider();
        var tries = new List<Func<Task>>();
        for (var i = 0; i < 8; i++)
        {
            var bot = new ServerToServerAuthentication(new() { ClientId = "id-1", ClientSecret = "secret-canary", OtherClientSecret = "other-canary", HttpClient = wire.Client, LoggerFactory = provider.GetRequiredService<ILoggerFactory>() });
            var board = new WebAppAuthentication(new() { ClientId = "id-1", ClientSecret = "secret-canary", RedirectUri = "https://localhost/callback", HttpClient = wire.Client, LoggerFactory = provider.GetRequiredService<ILoggerFactory>() });
            tries.Add(async () => seen.Enqueue((await bot.GetTokenAsync()).ToString()!));
            tries.Add(() => CompleteAsync(board, seen));
            tries.Add(async () =>
            {
                await board.ImportAsync(new() { Issuer = "https://ims-na1.adobelogin.com", ClientId = "id-1", AccessToken = "access-canary", RefreshToken = "refresh-canary", ObtainedAt = DateTimeOffset.UtcNow, ExpiresAt = DateTimeOffset.UtcNow });
                await board.GetTokenAsync();
            });
            tries.Add(() => board.SignOutAsync());
            tries.Add(async () => seen.Enqueue($"{bot} {board} {await board.ExportAsync()} {bot.Options} {board.Endpoint.Credential}"));
        }

        using var api = provider.GetRequiredService<IHttpClientFactory>().CreateClient(FrameioServices.HttpClientName);
        tries.Add(() => api.GetStringAsync(new Uri("/v4/me", UriKind.Relative)));
        foreach (var one in tries)
        {
            try
            {
                await one();
            }
            catch (Exception problem)
            {
                seen.Enqueue(problem.ToString());
            }
        }

        Assert.NotEmpty(log.Lines);
        Assert.NotEmpty(verifiers);
        Assert.Contains(seen, text => text.Contains("(redacted)", StringComparison.Ordinal));
        foreach (var canary in Canaries.Concat(verifiers))
        {
            Assert.DoesNotContain(seen, text => text.Contains(canary, StringComparison.Ordinal));
            Assert.DoesNotContain(log.Lines, line => line.Contains(canary, StringComparison.Ordinal));
        }
    }

    private static async Task CompleteAsync(WebAppAuthentication board, ConcurrentQueue<string> seen)
    {
        var pending = await board.BeginSignInAsync();
        seen.Enqueue(pending.ToString()!);
        await board.CompleteSignInAsync(pending, $"https://localhost/callback?code=code-canary&state={pending.State}");
    }
}
