using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Encodings.Web;

namespace Stagedoor.Client.Authentication.Desktop;

/// <summary>
/// Waits on a loopback address for the browser to come back, RFC 8252 §7.3 and §8.3: reachable from this machine only, on a port that is free now, for as long as the sign-in takes. Whoever knocks without
/// the sign-in's state, another page or program of this machine, gets an error and changes nothing.
/// </summary>
internal sealed class LoopbackReceiver : IDisposable
{
    // Room for a state of 4,096 characters, all escaped, and a code of several kilobytes.
    private const int MaxHead = 32 * 1024;

    private static readonly TimeSpan Knock = TimeSpan.FromSeconds(10);

    private readonly TcpListener listener;
    private readonly BrowserOptions options;
    private readonly string path;

    private LoopbackReceiver(TcpListener listener, Uri redirectUri, BrowserOptions options)
    {
        (this.listener, this.options, path) = (listener, options, redirectUri.AbsolutePath);
        listener.Start(16);
        RedirectUri = new UriBuilder(redirectUri) { Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri.AbsoluteUri;
    }

    /// <summary>With the port that was chosen.</summary>
    public string RedirectUri { get; }

    public static LoopbackReceiver Listen(string redirectUri, BrowserOptions options)
    {
        var uri = new Uri(redirectUri);
        if (uri.Scheme != Uri.UriSchemeHttp || !IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) || !IPAddress.IsLoopback(address))
        {
            throw new AuthenticationException(AuthenticationProblem.Rejected, "this credential's redirect URI is no loopback address that a browser could come back to") { WhatToDo = "Register http://127.0.0.1/callback for it where the issuer takes that; otherwise sign in by pasting the answer." };
        }

#pragma warning disable CA2000 // The receiver disposes of it.
        return new(new TcpListener(address, uri.IsDefaultPort ? 0 : uri.Port), uri, options);
#pragma warning restore CA2000
    }

    /// <summary>The whole address that answers the sign-in.</summary>
    public async Task<string> WaitAsync(PendingSignIn pending, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var answered = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            while (true)
            {
                var accepting = listener.AcceptTcpClientAsync(both.Token).AsTask();
                if (await Task.WhenAny(accepting, answered.Task).ConfigureAwait(false) == answered.Task)
                {
                    _ = accepting.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                    return await answered.Task.ConfigureAwait(false);
                }

                _ = ServeAsync(await accepting.ConfigureAwait(false), pending, answered, both.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new AuthenticationException(AuthenticationProblem.SignInAgain, "the browser did not come back in time");
        }
    }

    public void Dispose() => listener.Dispose();

    // One request of one connection. Browsers open more of them than they use, so each is served beside the others, and not for long.
    private async Task ServeAsync(TcpClient connection, PendingSignIn pending, TaskCompletionSource<string> answered, CancellationToken cancellation)
    {
        using var closing = connection;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Knock);
        try
        {
            var stream = connection.GetStream();
            await using var _ = stream.ConfigureAwait(false);
            var target = await ReadTargetAsync(stream, limit.Token).ConfigureAwait(false);
            var callback = target is null ? null : Callback(target, pending);
            await AnswerAsync(stream, callback, limit.Token).ConfigureAwait(false);
            if (callback is not null) answered.TrySetResult(callback);
        }
        catch (Exception problem) when (problem is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever knocked is gone.
        }
    }

    private string? Callback(string target, PendingSignIn pending)
    {
        var address = new Uri(RedirectUri).GetLeftPart(UriPartial.Authority) + target;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.AbsolutePath != path) return null;
        try
        {
            return AuthorizationAnswer.Read(pending, address).IsFor(pending) ? address : null;
        }
        catch (AuthenticationException)
        {
            return null;
        }
    }

    // RFC 9112 §3: GET, a target, the version; then fields that nobody here needs.
    private static async Task<string?> ReadTargetAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var head = new byte[MaxHead];
        var length = 0;
        while (length < head.Length)
        {
            var count = await stream.ReadAsync(head.AsMemory(length), cancellation).ConfigureAwait(false);
            if (count == 0) return null;
            length += count;
            if (head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0) break;
        }

        var text = Encoding.ASCII.GetString(head, 0, length);
        return text.Split("\r\n")[0].Split(' ') is ["GET", ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"] ? target : null;
    }

    private async Task AnswerAsync(NetworkStream stream, string? callback, CancellationToken cancellation)
    {
        var (status, text) = callback is null ? ("404 Not Found", "Nothing waits at this address.")
            : callback.Contains("error=", StringComparison.Ordinal) ? ("200 OK", options.RefusedText)
            : ("200 OK", options.ClosingText);
        var body = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><title>Sign-in</title><main><h1>{HtmlEncoder.Default.Encode(text)}</h1></main></html>");
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\n\r\n");
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], cancellation).ConfigureAwait(false);
        await stream.FlushAsync(cancellation).ConfigureAwait(false);
    }
}
