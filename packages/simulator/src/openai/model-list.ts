// GET /v1/models.

/** The document that lists the one model of a simulator. */
export const toModelList = (modelName: string, createdAtS: number): string =>
  JSON.stringify({
    object: "list",
    data: [{ id: modelName, object: "model", created: createdAtS, owned_by: "gadfly-simulator" }],
  });
