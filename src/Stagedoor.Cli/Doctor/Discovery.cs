using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;

namespace Stagedoor.Cli.Doctor;

/// <summary>Whether the issuer answers, says it is the one that was asked, and which time it has.</summary>
internal sealed record Discovery(Finding Reach, IReadOnlyList<Finding> More)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<Discovery> AskAsync(Invocation call, string issuer, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)) return new(new("issuer", Health.Fail, $"{issuer} is no https address, nor this machine.", "stagedoor login --issuer https://…"), []);
        var document = new Uri(issuer.TrimEnd('/') + "/.well-known/openid-configuration");
        if (address.Host.EndsWith(".adobelogin.com", StringComparison.OrdinalIgnoreCase) && !issuer.Contains("/ims", StringComparison.Ordinal)) document = new(address, "/ims/.well-known/openid-configuration");
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = Patience };
        using var http = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = 1024 * 1024 };
        try
        {
            var before = call.Shell.Time.GetUtcNow();
            var watch = Stopwatch.StartNew();
            using var answer = await http.GetAsync(document, cancellation);
            var half = watch.Elapsed / 2;
            var more = answer.Headers.Date is { } date ? [Examination.Clock(Off(before + half, date))] : new List<Finding> { new("clock", Health.Skipped, "The issuer does not say what time it is.") };
            if (!answer.IsSuccessStatusCode) return new(new("issuer", Health.Fail, $"{document} answers {(int)answer.StatusCode}.", "Give the issuer's own address: what stands in front of it, and what it calls itself."), more);
            more.Insert(0, Issuer(await answer.Content.ReadAsByteArrayAsync(cancellation), address, document));
            return new(new("issuer", Health.Ok, $"{document.GetLeftPart(UriPartial.Authority)} answers in {watch.ElapsedMilliseconds.ToString(CultureInfo.InvariantCulture)} ms."), more);
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return new(new("issuer", Health.Fail, $"{document.GetLeftPart(UriPartial.Authority)} is not reached: {Why(problem)}.", "Check the address, the network and a proxy between; and that the server runs."), []);
        }
    }

    // The header has whole seconds: half of one is nobody's fault.
    private static TimeSpan Off(DateTimeOffset here, DateTimeOffset there) => here - there - TimeSpan.FromMilliseconds(500);

    private static string Why(Exception problem) => problem switch
    {
        HttpRequestException { InnerException: AuthenticationException tls } => "its certificate is not trusted (" + tls.Message.TrimEnd('.') + ")",
        HttpRequestException { InnerException: SocketException socket } => socket.Message,
        OperationCanceledException => "no answer in time",
        _ => problem.Message.TrimEnd('.'),
    };

    private static Finding Issuer(byte[] body, Uri asked, Uri document)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var named = json.RootElement.GetProperty("issuer").GetString() ?? "";
            var host = asked.GetLeftPart(UriPartial.Authority);
            return named == asked.OriginalString.TrimEnd('/') || named == host || named == host + "/ims"
                ? new("discovery", Health.Ok, $"It calls itself {named}.")
                : new("discovery", Health.Fail, $"It calls itself {named}, and was asked as {asked.OriginalString}.", $"stagedoor login --issuer {named}");
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new("discovery", Health.Fail, $"{document} is no discovery document.", "Something else answers at that address: check it.");
        }
    }
}
