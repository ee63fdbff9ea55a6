using System.Globalization;
using System.Text.Json;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Endpoints.ConsoleSecrets;

/// <summary>Secrets as IMS writes them, ims.md §5: milliseconds as texts, and PERMANENT for what does not end.</summary>
internal static class SecretJson
{
    private const string Permanent = "PERMANENT";

    /// <summary>Those that are not revoked, oldest first; never a value.</summary>
    public static void WriteList(Utf8JsonWriter writer, string clientId, IReadOnlyList<SecretCard> cards)
    {
        writer.WriteStartObject();
        writer.WriteString("client_id", clientId);
        writer.WriteStartArray("client_secrets");
        foreach (var card in cards.Reverse())
        {
            if (card.State != SecretState.Revoked) Write(writer, card.Secret, null);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>One that was just made, with its value this once.</summary>
    public static void WriteNew(Utf8JsonWriter writer, NewSecret made) => Write(writer, made.Card.Secret, made.Value.Reveal());

    private static void Write(Utf8JsonWriter writer, ClientSecret secret, string? value)
    {
        writer.WriteStartObject();
        writer.WriteString("expires_at", secret.ExpiresAt is { } end ? Milliseconds(end) : Permanent);
        writer.WriteString("expires_at_str", secret.ExpiresAt is { } ends ? Words(ends) : Permanent);
        if (value is not null) writer.WriteString("client_secret", value);
        writer.WriteString("created_at", Milliseconds(secret.CreatedAt));
        writer.WriteString("created_at_str", Words(secret.CreatedAt));
        writer.WriteString("uuid", secret.Id);
        if (secret.LastUsedAt is { } used)
        {
            writer.WriteStartArray("secret_usages");
            writer.WriteStartObject();
            writer.WriteString("last_used_at", Milliseconds(used));
            writer.WriteString("grant_type", secret.LastUsedGrant);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteNull("secret_usages");
        }

        writer.WriteEndObject();
    }

    private static string Milliseconds(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static string Words(DateTimeOffset moment) => moment.UtcDateTime.ToString("ddd, MMM d yyyy HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);
}
