using Stagedoor.Storage;

namespace Stagedoor.Host.Configuration;

/// <summary>The settings of the host, section <c>Stagedoor</c> beside those of <see cref="Server.StagedoorOptions"/>.</summary>
public sealed class HostOptions
{
    public const string DefaultUrl = "http://localhost:5180";

    /// <summary>Where to listen, several separated by semicolons: an IP address, <c>localhost</c> or <c>*</c>, and a port; port 0 takes a free one; <c>localhost</c> is both of its addresses, 127.0.0.1 and [::1]. Short form <c>--urls</c>.</summary>
    public string Urls { get; set; } = DefaultUrl;

    /// <summary>The data folder: the database of SQLite, the key file and the audit's head. Short form <c>--data</c>.</summary>
    public string Data { get; set; } = ".data";

    /// <summary>A seed file to apply at start. Short form <c>--seed</c>.</summary>
    public string? Seed { get; set; }

    /// <summary>False leaves the demo out, which an empty data folder otherwise begins with while only this machine can reach it and no seed is named.</summary>
    public bool Demo { get; set; } = true;

    public DatabaseOptions Storage { get; set; } = new();

    public HttpsOptions Https { get; set; } = new();

    public ForwardingOptions ForwardedHeaders { get; set; } = new();

    public ApiOptions Frameio { get; set; } = new();

    public EgressOptions Egress { get; set; } = new();
}

/// <summary>Where everything is kept.</summary>
public sealed class DatabaseOptions
{
    /// <summary><c>Sqlite</c>, embedded, one process; or <c>Postgres</c>, for many.</summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>The connection string of PostgreSQL.</summary>
    public string? ConnectionString { get; set; }
}

/// <summary>The certificate of https addresses.</summary>
public sealed class HttpsOptions
{
    /// <summary>A file with the certificate and its chain: PEM, or PFX.</summary>
    public string? Certificate { get; set; }

    /// <summary>The PEM file of the private key, when it is not in the certificate's file.</summary>
    public string? Key { get; set; }

    /// <summary>The password of the PFX or of the key.</summary>
    public string? Password { get; set; }
}

/// <summary>Proxies before this process.</summary>
public sealed class ForwardingOptions
{
    /// <summary>The proxies' addresses or networks (<c>10.0.0.0/8</c>). Only from these are <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> believed.</summary>
    public string[] KnownProxies { get; set; } = [];
}

/// <summary>The V4 API.</summary>
public sealed class ApiOptions
{
    /// <summary>False turns the API's rate limits off.</summary>
    public bool RateLimits { get; set; } = true;

    /// <summary>The folder of the files that are uploaded; several nodes share it. Without a word it is <c>files</c> in the data folder.</summary>
    public string? Files { get; set; }

    /// <summary>How many bytes one part of an upload has, where that makes no more than a thousand parts: from 1024 to 5000000000.</summary>
    public long PartSize { get; set; } = 16 * 1024 * 1024;
}

/// <summary>Requests that this process sends.</summary>
public sealed class EgressOptions
{
    /// <summary>Lets webhooks and remote uploads go to loopback addresses, over http too. In Development only.</summary>
    public bool AllowLoopback { get; set; }
}
