using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Resources.Projects;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Search;

/// <summary>
/// <c>search.search</c>: over the names of projects, folders, files and version stacks, and over comments. Every word has to be there. Both engines of the contract are the database's full-text search.
/// A page's cursor belongs to the query that made it.
/// </summary>
internal static class SearchAccount
{
    public static readonly Operation Operation = new("search.search", HttpMethods.Post, "/accounts/{account_id}/search", RateLimit.Usual, RunAsync);

    private const int LongestQuery = 1000, LongestSnippet = 200;

    private static readonly ListShape Shape = new();

    private static readonly string[] Engines = ["lexical", "nlp"];

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.ReadBodyAsync(cancellation)).Failed(out var refusal, out var body)) return refusal;
        var text = body.Text("query", required: true, least: 1, most: LongestQuery);
        body.OneOf("engine", Engines, required: true);
        var filters = body.Nested("filters");
        var kinds = new SearchKinds(filters?.Flag("files_and_version_stacks") ?? true, filters?.Flag("folders") ?? true, filters?.Flag("projects") ?? true);
        if (body.Refusal is { } wrong) return wrong;
        var bound = string.Create(CultureInfo.InvariantCulture, $"{kinds.FilesAndVersionStacks} {kinds.Folders} {kinds.Projects} {text}");
        if (call.ReadPage(Shape, bound).Failed(out refusal, out var query)) return refusal;
        var terms = SearchTerms.Of(text!);
        var page = terms.Words.Count == 0 ? new Page<SearchHit>([], null, query.TotalCount ? 0 : null) : await call.Get<ISearchStore>().FindAsync(call.Viewer, terms, kinds, query, cancellation);
        var found = page.Items.Where(hit => hit.AssetType is null).Select(hit => hit.Id).ToList();
        var projects = found.Count == 0 ? [] : (await call.Get<IProjectStore>().FindManyAsync(found, cancellation)).ToDictionary(project => project.Id);

        // A project that was deleted in this moment is left out.
        page = page with { Items = [.. page.Items.Where(hit => hit.AssetType is not null || projects.ContainsKey(hit.Id))] };
        return call.List(query, page, (writer, hit) => Write(writer, hit, projects.GetValueOrDefault(hit.Id), terms, call.Get<FrameioOptions>()), bound);
    }

    private static void Write(Utf8JsonWriter writer, SearchHit hit, ApiProject? project, SearchTerms terms, FrameioOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("type", hit.AssetType is null ? "project_result" : hit.AssetType + "_result");
        writer.WriteStartObject("result");
        if (project is not null) ProjectJson.WriteMembers(writer, project, options);
        else WriteAsset(writer, hit, options);
        writer.WriteEndObject();
        writer.WriteStartArray("matches");
        if (hit.NameMatches)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "name_match");
            writer.WriteString("name", hit.Name);
            WriteTerms(writer, terms.In(hit.Name));
            writer.WriteEndObject();
        }

        foreach (var (id, text) in hit.Comments)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "comment_match");
            writer.WriteString("comment_id", id);
            writer.WriteString("snippet", terms.Snippet(text, LongestSnippet));
            WriteTerms(writer, terms.In(text));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // The contract's AssetCommon.
    private static void WriteAsset(Utf8JsonWriter writer, SearchHit hit, FrameioOptions options)
    {
        writer.WriteString("id", hit.Id);
        writer.WriteString("name", hit.Name);
        writer.WriteString("type", hit.AssetType);
        writer.WriteString("project_id", hit.ProjectId);
        if (hit.ParentId is { } parent) writer.WriteString("parent_id", parent);
        else writer.WriteNull("parent_id");
        writer.WriteString("view_url", ProjectJson.ViewUrl(options, hit.ProjectId, hit.Id));
        writer.WriteNull("adobe_id");
        writer.WriteString("created_at", ApiBody.Time(hit.CreatedAt));
        writer.WriteString("updated_at", ApiBody.Time(hit.UpdatedAt));
    }

    private static void WriteTerms(Utf8JsonWriter writer, IReadOnlyList<string> terms)
    {
        writer.WriteStartArray("terms");
        foreach (var term in terms) writer.WriteStringValue(term);
        writer.WriteEndArray();
    }
}
