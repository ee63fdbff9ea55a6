using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Stagedoor.Server.Tests.Mail;

/// <summary>A mail as it came over the wire: to whom by the envelope, by whom, and over what.</summary>
internal sealed record Caught(IReadOnlyList<string> To, MimeMessage Message, string Raw, bool Secure, string? User);

/// <summary>A real mail server on loopback: sockets, STARTTLS and AUTH, that keeps what it is sent.</summary>
internal sealed class Catcher : IMessageStore, IMailboxFilter, IUserAuthenticator, IAsyncDisposable
{
    public const string User = "stagedoor", Password = "the mail server's password";

    private readonly CancellationTokenSource stop = new();
    private readonly X509Certificate2? certificate;
    private readonly Task running;

    private Catcher(IPAddress address, int port, X509Certificate2? certificate, bool asksForUser)
    {
        this.certificate = certificate;
        var endpoint = new EndpointDefinitionBuilder().Endpoint(new IPEndPoint(address, port)).AuthenticationRequired(asksForUser).AllowUnsecureAuthentication(false);
        if (certificate is not null) endpoint.Certificate(certificate);
        var services = new ServiceProvider();
        services.Add((IMessageStore)this);
        services.Add((IMailboxFilter)this);
        services.Add((IUserAuthenticator)this);
        running = new SmtpServer.SmtpServer(new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint.Build()).Build(), services).StartAsync(stop.Token);
    }

    public ConcurrentQueue<Caught> Mails { get; } = [];

    /// <summary>How often anybody said whom a mail is from.</summary>
    public int Begun { get; private set; }

    /// <summary>Answers a recipient: null accepts.</summary>
    public Func<string, SmtpResponse?> Judge { get; set; } = _ => null;

    public static Catcher Start(int port, string? pem = null, bool asksForUser = false, string address = "127.0.0.1")
    {
        // Schannel and OpenSSL alike want the key in a container of its own.
        using var read = pem is null ? null : X509Certificate2.CreateFromPemFile(pem);
        return new(IPAddress.Parse(address), port, read is null ? null : X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null), asksForUser);
    }

    /// <summary>A port that nobody listens at.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        var raw = buffer.ToArray();
        using var stream = new MemoryStream(raw);
        Mails.Enqueue(new([.. transaction.To.Select(to => $"{to.User}@{to.Host}")], MimeMessage.Load(stream, CancellationToken.None), System.Text.Encoding.UTF8.GetString(raw), context.Pipe.IsSecure, context.Authentication.IsAuthenticated ? context.Authentication.User : null));
        return Task.FromResult(SmtpResponse.Ok);
    }

    public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken)
    {
        Begun++;
        return Task.FromResult(true);
    }

    public Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
        Judge($"{to.User}@{to.Host}") is { } refusal ? throw new SmtpResponseException(refusal) : Task.FromResult(true);

    public Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) => Task.FromResult(user == User && password == Password);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
        certificate?.Dispose();
    }
}
