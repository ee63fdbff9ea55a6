using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Stagedoor.Frameio.Tests;

/// <summary>Apps whose uploads have small parts, without rate limits, that fetch from this machine too.</summary>
public class DriveFixture : AppFixture
{
    public const int PartSize = 4096;

    public static readonly AppOptions Usual = new()
    {
        Settings = new Dictionary<string, string> { ["Frameio:RateLimits"] = "false", ["Frameio:PartSize"] = "4096", ["Egress:AllowLoopback"] = "true" },
    };

    protected override AppOptions Options => Usual;
}

/// <summary>A project of one test, and the ways to fill it.</summary>
internal sealed class Drive(StagedoorApp app, Api api, JsonElement project)
{
    public StagedoorApp App => app;

    public Api Api => api;

    public string Project => project.Text("id");

    public string Workspace => project.Text("workspace_id");

    public string Root => project.Text("root_folder_id");

    public static async Task<Drive> NewAsync(StagedoorApp app, Api? api = null)
    {
        api ??= await Api.OfBotAsync(app);
        return new(app, api, await api.NewProjectAsync(await api.NewWorkspaceAsync("Drive"), "Nine Lives"));
    }

    public async Task<Drive> AnotherAsync() => new(app, api, await api.NewProjectAsync(Workspace, "Ten Lives"));

    public async Task<string> NewFolderAsync(string parent, string name) => (await api.DataAsync(HttpMethod.Post, $"/folders/{parent}/folders", Api.Named(name))).Text("id");

    /// <summary>A file without its bytes.</summary>
    public Task<JsonElement> NewFileAsync(string folder, string name, long size = 10) =>
        api.DataAsync(HttpMethod.Post, $"/folders/{folder}/files/local_upload", JsonSerializer.Serialize(new { data = new { name, file_size = size } }));

    /// <summary>A file with its bytes; its id.</summary>
    public async Task<string> UploadAsync(string folder, string name, byte[] bytes)
    {
        var file = await NewFileAsync(folder, name, bytes.Length);
        await PutAllAsync(file, bytes);
        return file.Text("id");
    }

    public async Task PutAllAsync(JsonElement file, byte[] bytes)
    {
        var sent = 0;
        foreach (var (url, size) in Parts(file))
        {
            (await PutAsync(url, bytes[sent..(sent + (int)size)])).Ok();
            sent += (int)size;
        }

        Assert.Equal(bytes.Length, sent);
    }

    public static IReadOnlyList<(string Url, long Size)> Parts(JsonElement file) => [.. file.GetProperty("upload_urls").EnumerateArray().Select(part => (part.Text("url"), part.GetProperty("size").GetInt64()))];

    public async Task<Answer> PutAsync(string url, byte[] bytes, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent(bytes) };
        request.Headers.Add("x-amz-acl", "private");
        change?.Invoke(request);
        return await Answer.OfAsync(await app.Http.SendAsync(request));
    }

    public Task<JsonElement> ShowAsync(string file, string include = "") => api.DataAsync(HttpMethod.Get, $"/files/{file}{(include.Length > 0 ? "?include=" + include : "")}");

    public async Task<string> DownloadUrlAsync(string file, string kind = "download_url") => (await ShowAsync(file, "media_links.original")).GetProperty("media_links").GetProperty("original").Text(kind);

    public async Task<byte[]> DownloadAsync(string file) => await app.Http.GetByteArrayAsync(await DownloadUrlAsync(file));

    public async Task<long> StorageAsync(string? project = null) => (await api.DataAsync(HttpMethod.Get, $"/projects/{project ?? Project}")).GetProperty("storage").GetInt64();

    public async Task<string[]> NamesAsync(string folder) => (await api.AllAsync($"/folders/{folder}/children")).Names();

    public static byte[] Bytes(int length) => RandomNumberGenerator.GetBytes(length);

    public static HttpContentHeaders Typed(HttpRequestMessage request, string type)
    {
        request.Content!.Headers.ContentType = new(type);
        return request.Content.Headers;
    }
}
