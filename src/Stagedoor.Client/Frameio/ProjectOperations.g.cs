// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The operations on projects.</summary>
public sealed partial class ProjectOperations
{
    private readonly ApiConnection connection;

    internal ProjectOperations(ApiConnection connection) => this.connection = connection;

    /// <summary>List invited projects: <c>GET /v4/accounts/{account_id}/invited_projects</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List projects that the current user has been invited to within the specified account, but does not have workspace-level access to. These are projects where the user has project-specific collaborator access without broader team/workspace permissions. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<Project> ListInvited(FrameioId accountId, ProjectListOptions? options = null)
    {
        return new(connection, new ApiRequest("invited_projects.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/invited_projects").With(options ?? ListOptions.Usual), Project.Read);
    }

    /// <summary>List projects by account: <c>GET /v4/accounts/{account_id}/projects</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List all projects the authenticated user has access to within the specified account. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<Project> ListByAccount(FrameioId accountId, ProjectListOptions? options = null)
    {
        return new(connection, new ApiRequest("account_projects.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/projects").With(options ?? ListOptions.Usual), Project.Read);
    }

    /// <summary>Delete project: <c>DELETE /v4/accounts/{account_id}/projects/{project_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Delete a project. Rate Limits: 60 calls per 1.00 minute(s) per account_user.</remarks>
    public Task DeleteAsync(FrameioId accountId, FrameioId projectId, CancellationToken cancellation = default)
    {
        return connection.SendAsync(new ApiRequest("projects.delete", HttpMethod.Delete, $"/v4/accounts/{accountId.Escaped}/projects/{projectId.Escaped}"), cancellation);
    }

    /// <summary>Show project: <c>GET /v4/accounts/{account_id}/projects/{project_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="include">What the answer shall include.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Show project details. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Project> GetAsync(FrameioId accountId, FrameioId projectId, ProjectIncludes include = ProjectIncludes.None, CancellationToken cancellation = default)
    {
        var query = new ApiQuery();
        query.Add("include", include.Text());
        return connection.SendAsync(new ApiRequest("projects.show", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/projects/{projectId.Escaped}").With(query), Project.Read, cancellation);
    }

    /// <summary>Update project: <c>PATCH /v4/accounts/{account_id}/projects/{project_id}</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Update project details. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Project> UpdateAsync(FrameioId accountId, FrameioId projectId, ProjectUpdate change, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return connection.SendAsync(new ApiRequest("projects.update", HttpMethod.Patch, $"/v4/accounts/{accountId.Escaped}/projects/{projectId.Escaped}").WithData(change.Write), Project.Read, cancellation);
    }

    /// <summary>List projects: <c>GET /v4/accounts/{account_id}/workspaces/{workspace_id}/projects</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="options">What is asked for.</param>
    /// <remarks>List projects in a given workspace. Rate Limits: 100 calls per 1.00 minute(s) per account_user.</remarks>
    public FrameioList<Project> List(FrameioId accountId, FrameioId workspaceId, ProjectListOptions? options = null)
    {
        return new(connection, new ApiRequest("projects.index", HttpMethod.Get, $"/v4/accounts/{accountId.Escaped}/workspaces/{workspaceId.Escaped}/projects").With(options ?? ListOptions.Usual), Project.Read);
    }

    /// <summary>Create project: <c>POST /v4/accounts/{account_id}/workspaces/{workspace_id}/projects</c>.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="project">What to send.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <remarks>Create project in a given workspace. Rate Limits: 10 calls per 1.00 minute(s) per account_user.</remarks>
    public Task<Project> CreateAsync(FrameioId accountId, FrameioId workspaceId, NewProject project, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(project);
        return connection.SendAsync(new ApiRequest("projects.create", HttpMethod.Post, $"/v4/accounts/{accountId.Escaped}/workspaces/{workspaceId.Escaped}/projects").WithData(project.Write), Project.Read, cancellation);
    }
}
