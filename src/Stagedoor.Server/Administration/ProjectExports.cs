using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Administration;

/// <summary>A project as a file.</summary>
public sealed record ProjectFile(string Name, ReadOnlyMemory<byte> Json);

/// <summary>A project with its credentials as JSON, under the names of the management API: everything but the values of secrets, which nobody has.</summary>
public sealed class ProjectExports(Projects projects, IDeveloperCredentials credentials, ActRecord record, TimeProvider time)
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<Outcome<ProjectFile>> ExportAsync(Administrator administrator, string id, CancellationToken cancellation)
    {
        if ((await projects.OpenAsync(administrator, Act.ExportProject, id, cancellation)).Failed(out var refused, out var project)) return refused;
        var cards = new List<CredentialCard>();
        foreach (var listed in await credentials.ListAsync(administrator.OrganizationId, id, administrator.Id, null, Credentials.MostInProject, cancellation))
        {
            if (await credentials.FindAsync(administrator.OrganizationId, listed.Client.ClientId, administrator.Id, cancellation) is { } card) cards.Add(card);
        }

        await record.OfAsync(administrator, AuditAct.ProjectExported, id);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Readable)) Write(writer, project, cards);
        return new ProjectFile($"project-{id}.json", buffer.WrittenMemory);
    }

    private void Write(Utf8JsonWriter writer, ProjectCard project, List<CredentialCard> cards)
    {
        writer.WriteStartObject();
        writer.WriteString("exported_at", time.GetUtcNow());
        writer.WriteStartObject("project");
        writer.WriteString("id", project.Project.Id);
        writer.WriteString("organization_id", project.Project.OrganizationId);
        writer.WriteString("name", project.Project.Name);
        WriteList(writer, "apis", project.Project.Apis);
        writer.WriteString("created_at", project.Project.CreatedAt);
        writer.WriteString("created_by", project.CreatedBy);
        writer.WriteEndObject();
        writer.WriteStartArray("credentials");
        foreach (var card in cards) Write(writer, card);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CredentialCard card)
    {
        var (client, settings) = (card.Client, card.Client.Settings);
        writer.WriteStartObject();
        writer.WriteString("client_id", client.ClientId);
        writer.WriteString("kind", client.Kind.Name);
        writer.WriteString("name", client.Name);
        writer.WriteString("status", settings.Status == ClientStatus.InProduction ? "in_production" : "in_development");
        writer.WriteString("created_at", client.CreatedAt);
        writer.WriteString("created_by", card.CreatedBy);
        WriteTime(writer, "revoked_at", client.DisabledAt);
        writer.WriteString("owner_id", settings.OwnerId);
        WriteList(writer, "scopes", settings.Scopes);
        if (client.Kind.ActsAsPerson)
        {
            writer.WriteString("default_redirect_uri", settings.DefaultRedirectUri);
            WriteList(writer, "redirect_uris", settings.RedirectUris);
            WriteList(writer, "redirect_uri_patterns", settings.RedirectUriPatterns);
            WriteList(writer, "post_logout_redirect_uris", settings.PostLogoutRedirectUris);
            WriteList(writer, "beta_users", settings.BetaUsers);
            writer.WriteBoolean("require_pkce", client.NeedsPkce);
        }
        else
        {
            WriteList(writer, "product_profiles", settings.ProductProfiles);
            WriteTime(writer, "management_allowed_at", client.ManagementAllowedAt);
            writer.WriteString("service_account_id", card.ServiceAccount?.Id);
            writer.WriteString("service_account_name", card.ServiceAccount?.Name);
        }

        writer.WriteNumber("access_token_lifetime", settings.AccessTokenLifetime);
        if (client.Kind.HasSecret) WriteSecrets(writer, client);
        writer.WriteEndObject();
    }

    private static void WriteSecrets(Utf8JsonWriter writer, Client client)
    {
        writer.WriteStartArray("secrets");
        foreach (var secret in client.Secrets)
        {
            writer.WriteStartObject();
            writer.WriteString("id", secret.Id);
            writer.WriteString("name", secret.Name);
            writer.WriteString("created_at", secret.CreatedAt);
            WriteTime(writer, "expires_at", secret.ExpiresAt);
            WriteTime(writer, "revoked_at", secret.RevokedAt);
            WriteTime(writer, "last_used_at", secret.LastUsedAt);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? at)
    {
        if (at is { } time) writer.WriteString(name, time);
        else writer.WriteNull(name);
    }
}
