using System.Text;
using Microsoft.Extensions.Logging;
using Stagedoor.Host.Logs;

namespace Stagedoor.Host.Tests.Http;

/// <summary>What a log may hold (design §9).</summary>
public sealed class The_log : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task names_every_request_by_the_id_of_its_answer_and_holds_no_query_even_at_its_finest()
    {
        await using var host = await HostProcess.ServeAsync("--urls", "http://127.0.0.1:0", "--data", folder["d"], "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft=Trace", "--Logging:LogLevel:System=Trace");
        using var http = new HttpClient { BaseAddress = host.Address };
        var ids = new List<string>();
        foreach (var path in (string[])["/v4/me?a=canary-1", "/ims/authorize/v2?client_id=canary-1&state=canary-1&code=canary-1", "/ims/token/v3?client_secret=canary-1", "/oauth2/authorize?state=canary-1", "/nowhere?canary-1", "/signin?journey=canary-1", "/init?link=canary-1"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Authorization", "Bearer canary-1" }, { "Cookie", "stagedoor=canary-1" } } };
            var answer = await Answer.OfAsync(await http.SendAsync(request));
            ids.Add(answer.Header(path.StartsWith("/ims/", StringComparison.Ordinal) ? "x-debug-id" : "x-request-id")!);
        }

        var posted = await http.PostFormAsync("/ims/token/v3", ("grant_type", "client_credentials"), ("client_id", "canary-1"), ("client_secret", "canary-1"), ("scope", "openid"));
        ids.Add(posted.Header("x-debug-id")!);
        await host.StopAsync();
        Assert.All(ids, id => Assert.Contains(host.Lines, line => line.Contains(id, StringComparison.Ordinal)));
        Assert.DoesNotContain(host.Lines, line => line.Contains("canary-1", StringComparison.Ordinal));
    }

    [Fact]
    public void is_one_line_an_entry_whatever_was_sent()
    {
        using var output = new MemoryStream();
        using (var logs = new LineLogs(output)) Log(logs.CreateLogger("X"), "a\r\nb\u2028c\u001b[31m", new InvalidOperationException("first\nsecond"));
        var text = Encoding.UTF8.GetString(output.ToArray());
        Assert.Equal(1, text.Count(c => c == '\n'));
        Assert.DoesNotContain('\u001b', text);
        Assert.Contains("warn X: a  b c [31m | System.InvalidOperationException: first second", text, StringComparison.Ordinal);
    }

    [Fact]
    public void names_the_request_of_the_scope()
    {
        using var output = new MemoryStream();
        using (var logs = new LineLogs(output))
        {
            var log = logs.CreateLogger("X");
            using (log.BeginScope<IReadOnlyList<KeyValuePair<string, object?>>>([new("RequestId", "id-7")])) Log(log, "said", null);
        }

        Assert.EndsWith("warn X: said [id-7]\n", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static void Log(ILogger log, string message, Exception? problem) => log.Log(LogLevel.Warning, default, message, problem, static (text, _) => text);
}
