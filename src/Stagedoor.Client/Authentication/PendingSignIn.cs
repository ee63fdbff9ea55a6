using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Client.Authentication;

/// <summary>
/// A sign-in that has begun: where to send the browser, and what the answer is checked with. Keep it where only this very browser brings it back (its session, an encrypted cookie, or this process's
/// memory): that binds the answer to the browser. It holds a secret; its <see cref="ToString"/> is redacted.
/// </summary>
public sealed class PendingSignIn
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private int used;

    internal PendingSignIn(DateTimeOffset begunAt) => BegunAt = begunAt;

    /// <summary>Where to send the browser.</summary>
    public required string Address { get; init; }

    /// <summary>The state that the answer comes back with.</summary>
    public required string State { get; init; }

    /// <summary>Where the browser comes back to.</summary>
    public required string RedirectUri { get; init; }

    internal string Nonce { get; init; } = "";

    internal string Verifier { get; init; } = "";

    internal string Issuer { get; init; } = "";

    internal string ClientId { get; init; } = "";

    internal TimeSpan? MaxAge { get; init; }

    internal DateTimeOffset BegunAt { get; }

    /// <summary>Writes it as JSON. Encrypt it before it leaves this machine.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("address", Address);
            writer.WriteString("state", State);
            writer.WriteString("redirect_uri", RedirectUri);
            writer.WriteString("nonce", Nonce);
            writer.WriteString("code_verifier", Verifier);
            writer.WriteString("issuer", Issuer);
            writer.WriteString("client_id", ClientId);
            if (MaxAge is { } age) writer.WriteNumber("max_age", (long)age.TotalSeconds);
            writer.WriteNumber("begun_at", BegunAt.ToUnixTimeSeconds());
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote; null when it is anything else.</summary>
    /// <param name="json">The text.</param>
    public static PendingSignIn? FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "");
            var root = document.RootElement;
            string Text(string name) => root.GetProperty(name).GetString() ?? throw new JsonException();
            return new(DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("begun_at").GetInt64()))
            {
                Address = Text("address"),
                State = Text("state"),
                RedirectUri = Text("redirect_uri"),
                Nonce = Text("nonce"),
                Verifier = Text("code_verifier"),
                Issuer = Text("issuer"),
                ClientId = Text("client_id"),
                MaxAge = root.TryGetProperty("max_age", out var age) ? TimeSpan.FromSeconds(age.GetInt64()) : null,
            };
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Says where it leads to, and nothing of what must stay secret.</summary>
    public override string ToString() => $"(a sign-in at {Issuer}, redacted)";

    internal static (string Verifier, string Challenge) NewProof()
    {
        var verifier = New();
        return (verifier, Pkce.ChallengeOf(verifier));
    }

    internal static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    internal bool HasEnded(DateTimeOffset now) => now > BegunAt + Life || now < BegunAt - Life;

    internal bool Is(string state) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(State), Encoding.UTF8.GetBytes(state));

    /// <summary>An answer is taken once.</summary>
    internal bool TakeOnce() => Interlocked.Exchange(ref used, 1) == 0;
}
