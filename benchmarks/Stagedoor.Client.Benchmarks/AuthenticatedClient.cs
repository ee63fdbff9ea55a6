using System.Net;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stagedoor.Client.Authentication;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Benchmarks;

/// <summary>One call over loopback: by a bare <see cref="HttpClient"/>, by one with a token in each request, and typed.</summary>
[MemoryDiagnoser]
#pragma warning disable CA1001, CA2000 // All of it ends in EndAsync.
public class AuthenticatedClient
{
    private static readonly Uri Me = new("/v4/me", UriKind.Relative);

    private WebApplication server = null!;
    private HttpClient bare = null!, authenticated = null!;
    private FrameioClient typed = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        server = builder.Build();
        var body = """{"data":{"id":"0b6f1c1e-6a51-4e1f-9a0e-2f1a4a3b7c10","name":"Service Account User","email":"svc-1@example.test","avatar_url":null}}"""u8.ToArray();
        server.MapGet("/v4/me", () => Results.Bytes(body, "application/json"));
        await server.StartAsync();
        var address = new Uri(server.Urls.First());
        var tokens = TokenSource.Static("eyJ.access.1");
        bare = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
        authenticated = new(new FrameioHandler(tokens, address) { InnerHandler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false } }) { BaseAddress = address };
        typed = new(tokens, address, new());
    }

    [GlobalCleanup]
    public async Task EndAsync()
    {
        bare.Dispose();
        authenticated.Dispose();
        typed.Dispose();
        await server.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public Task<byte[]> Bare() => bare.GetByteArrayAsync(Me);

    [Benchmark]
    public Task<byte[]> WithToken() => authenticated.GetByteArrayAsync(Me);

    [Benchmark]
    public Task<Profile> Typed() => typed.Users.GetMeAsync();
}
#pragma warning restore CA1001, CA2000
