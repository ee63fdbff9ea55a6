namespace Stagedoor.Server;

/// <summary>The settings of the identity service, section <c>Stagedoor</c>. An unknown key refuses to start.</summary>
public sealed class StagedoorOptions
{
    /// <summary>The one address in every token, without a trailing slash or path. Never taken from a Host header.</summary>
    public string Issuer { get; set; } = "http://localhost:5180";

    /// <summary>The <c>as</c> claim of tokens. With <c>ims-na1</c>, Adobe's own library would send our tokens to Adobe.</summary>
    public string AuthorizationServerLabel { get; set; } = "stagedoor";

    /// <summary>Days after which a new signing key takes over.</summary>
    public int SigningKeyDays { get; set; } = 90;

    /// <summary>Hours that a new signing key is published before it signs. Afterwards it stays published for eight days, longer than any token lives.</summary>
    public int SigningKeyOverlapHours { get; set; } = 48;

    /// <summary>Hours after which a sign-in session ends.</summary>
    public int SessionHours { get; set; } = 24;

    /// <summary>Minutes that an authorization request may take through the pages.</summary>
    public int JourneyMinutes { get; set; } = 30;

    public PasswordHashingOptions PasswordHashing { get; set; } = new();

    public LimitOptions Limits { get; set; } = new();

    public MailOptions Mail { get; set; } = new();

    public SecretOptions Secrets { get; set; } = new();

    /// <summary>Projects of the Developer Console that one organization may have.</summary>
    public int MostProjects { get; set; } = 500;

    /// <summary>Days that a closed audit segment is kept before it may be dropped.</summary>
    public int AuditDays { get; set; } = 365;

    /// <summary>The audience of tokens with Frame.io scopes.</summary>
    public string FrameioAudience => Issuer + "/v4";
}

/// <summary>Argon2id, RFC 9106, through libsodium.</summary>
public sealed class PasswordHashingOptions
{
    /// <summary>Memory of one hash. Hashes made with other settings are made anew at the next sign-in.</summary>
    public int MemoryKiB { get; set; } = 19 * 1024;

    /// <summary>Passes over that memory.</summary>
    public int Passes { get; set; } = 2;

    /// <summary>Hashes computed at once; zero for half the cores, at least one.</summary>
    public int Workers { get; set; }

    /// <summary>How many may wait; more are answered 429.</summary>
    public int Queue { get; set; } = 64;
}

/// <summary>Limits on failures (design §3, Settled).</summary>
public sealed class LimitOptions
{
    /// <summary>Failed client authentications a minute per credential and address.</summary>
    public int ClientFailuresPerMinute { get; set; } = 10;

    /// <summary>Failed client authentications a minute per address.</summary>
    public int AddressFailuresPerMinute { get; set; } = 100;

    /// <summary>Wrong passwords of one person from one address before the delay begins.</summary>
    public int FreeSignInFailures { get; set; } = 5;
}

/// <summary>Client secrets and their rotation.</summary>
public sealed class SecretOptions
{
    /// <summary>Live secrets of one credential that may overlap.</summary>
    public int Most { get; set; } = 5;

    /// <summary>The same through the secrets API of IMS.</summary>
    public int MostByIms { get; set; } = 2;

    /// <summary>A secret is safe to retire when another one has carried all requests of so many days, at most 60.</summary>
    public int RetireAfterDays { get; set; } = 7;

    /// <summary>And when these were at least so many.</summary>
    public int RetireAfterRequests { get; set; } = 20;

    /// <summary>Days before its end from which the console warns.</summary>
    public int WarnDays { get; set; } = 30;
}

/// <summary>How a connection to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Begins in the clear and must turn to TLS, RFC 3207.</summary>
    StartTls,

    /// <summary>TLS from the first byte, RFC 8314.</summary>
    Tls,
    None,
}

/// <summary>The mail server. Without one, mails are written into the data folder.</summary>
public sealed class MailOptions
{
    /// <summary>The mail server's name. Without it mails are written into the folder <c>outbox</c> of the data folder, and in Development shown at <c>/outbox</c>.</summary>
    public string? Host { get; set; }

    /// <summary>The mail server's port.</summary>
    public int Port { get; set; } = 587;

    /// <summary><c>StartTls</c>; <c>Tls</c> from the first byte, usually port 465; or <c>None</c>, for a server on this machine.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>The name to sign in to the mail server with, where it asks.</summary>
    public string? User { get; set; }

    /// <summary>The password that goes with it.</summary>
    public string? Password { get; set; }

    /// <summary>The sender, such as <c>Stagedoor &lt;no-reply@example.com&gt;</c>. Without it no-reply at the issuer's host.</summary>
    public string? From { get; set; }

    /// <summary>A PEM file with the authority that the mail server's certificate comes from, where the system does not know it.</summary>
    public string? TrustedCertificate { get; set; }
}
