using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>Metadata fields of each type and their values, and search.</summary>
public sealed partial class Every_operation
{
    private async Task MetadataAsync()
    {
        var project = await studio.NewProjectAsync();
        var file = await studio.NewFileAsync(project.RootFolderId);
        var ben = (await Client.AccountPermissions.List(Account).AllAsync()).Single(entry => entry.User.Email == Seed.Ben).User.Id!.Value;
        var select = await DefineAsync("Time of day", FieldType.Select, new() { EnableAddNew = false, Options = [new() { DisplayName = "Day" }, new() { DisplayName = "Night" }] });
        Assert.Equal(["Day", "Night"], select.FieldConfiguration.Options!.Select(option => option.DisplayName));
        var night = select.FieldConfiguration.Options![1].Id!.Value;
        var rating = await DefineAsync("Take", FieldType.Rating, new() { MaxValue = 5, Style = RatingStyle.Heart });
        Assert.Equal((5, RatingStyle.Heart), (rating.FieldConfiguration.MaxValue, rating.FieldConfiguration.Style));
        var number = await DefineAsync("Reel", FieldType.Number, new() { Scale = 2 });
        var toggle = await DefineAsync("Hero", FieldType.Toggle, new());
        var date = await DefineAsync("Shot on", FieldType.Date, new() { DisplayFormat = FieldDateFormat.Iso, IncludeTime = false });
        var people = await DefineAsync("Operator", FieldType.UserMulti, new() { MemberOptionsType = MemberOptions.AllProjectMembers, NotifyMembers = false });
        var text = await DefineAsync("Scene", FieldType.Text, null);
        Assert.Equal("Slate", (await Client.MetadataFields.UpdateAsync(Account, text.Id, new() { FieldType = FieldType.Text, Name = "Slate" })).Name);

        await Client.Metadata.UpdateAsync(Account, project.Id, [file.Id],
        [
            Set(select, FieldValue.OfOptions(night)), Set(rating, FieldValue.Of(4)), Set(number, FieldValue.Of(12.25m)), Set(toggle, FieldValue.Of(true)), Set(date, FieldValue.Of(new DateOnly(2026, 3, 4))),
            Set(people, FieldValue.OfMembers(new FieldMember { Id = ben, Type = FieldMemberType.User })), Set(text, FieldValue.Of("12A")),
        ]);
        var metadata = await Client.Metadata.GetAsync(Account, file.Id, showNull: true);
        Assert.Equal(file.Id, metadata.FileId);
        FieldValue Value(FieldDefinition field) => metadata.Metadata.Single(value => value.FieldDefinitionId == field.Id).Value;
        Assert.Equal(("Night", 4, 12.25m, true, "12A"), (Assert.Single(Value(select).AsOptions()).DisplayName, Value(rating).AsNumber(), Value(number).AsNumber(), Value(toggle).AsFlag(), Value(text).AsText()));
        Assert.Equal((new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero), ben), (Value(date).AsTime(), Assert.Single(Value(people).AsMembers()).Id));
        await Client.Metadata.UpdateAsync(Account, project.Id, [file.Id], [Set(text, FieldValue.None)]);
        metadata = await Client.Metadata.GetAsync(Account, file.Id, showNull: true);
        Assert.True(Value(text).IsEmpty);

        var fields = await Client.MetadataFields.List(Account, new() { Sort = FieldDefinitionSort.NameAscending, Include = FieldDefinitionIncludes.Creator, Filters = new() { ExcludeImmutable = true } }).AllAsync();
        Assert.Equal("Service Account User", fields.Single(field => field.Id == rating.Id).Creator?.Name);
        await Client.MetadataFields.DeleteAsync(Account, rating.Id);
        Assert.DoesNotContain(rating.Id, (await Client.MetadataFields.List(Account).AllAsync()).Select(field => field.Id));
    }

    private async Task<FieldDefinition> DefineAsync(string name, FieldType type, FieldConfiguration? configuration)
    {
        var field = await Client.MetadataFields.CreateAsync(Account, new() { Name = name, FieldType = type, FieldConfiguration = configuration });
        Assert.Equal((name, type), (field.Name, field.FieldType));
        return field;
    }

    private static MetadataChange Set(FieldDefinition field, FieldValue value) => new() { FieldDefinitionId = field.Id, Value = value };

    private async Task SearchAsync()
    {
        var project = await studio.NewProjectAsync("Zanzibar");
        var file = await studio.NewFileAsync(project.RootFolderId, "zanzibar dawn.mov");
        var folder = await Client.Folders.CreateAsync(Account, project.RootFolderId, "zanzibar dusk");
        var found = await Client.Search.Find(Account, new() { Engine = SearchEngine.Lexical, Query = "zanzibar" }).AllAsync();
        var byFile = found.Single(result => result.Type == SearchResultType.FileResult);
        Assert.Equal((file.Id, "zanzibar dawn.mov"), (byFile.Asset!.Id, byFile.Matches[0].Name));
        Assert.Equal(["zanzibar"], byFile.Matches[0].Terms!.Select(term => term.ToLowerInvariant()));
        Assert.Equal(folder.Id, found.Single(result => result.Type == SearchResultType.FolderResult).Asset!.Id);
        Assert.Equal(project.Id, found.Single(result => result.Type == SearchResultType.ProjectResult).Project!.Id);
        // A list whose body has to come along to each page.
        Assert.Equal(3, (await Client.Search.Find(Account, new() { Engine = SearchEngine.Lexical, Query = "zanzibar" }, new() { PageSize = 1 }).AllAsync()).Count);
        Assert.Equal([SearchResultType.ProjectResult], (await Client.Search.Find(Account, new() { Engine = SearchEngine.Lexical, Query = "zanzibar", Filters = new() { Projects = true, FilesAndVersionStacks = false, Folders = false } }).AllAsync()).Select(result => result.Type));
    }
}
